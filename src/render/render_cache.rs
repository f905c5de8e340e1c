//! What renderings of one page have in common: what is remembered of it, and what becomes of a panic.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::diagnostic::{Code, Diagnostic};
use crate::hash::Hash;
use crate::plan::PlannedFile;
use crate::sink::Cancelled;

/// What is remembered of the files that an earlier build put on the same shelf.
pub trait RenderCache: Sync {
    /// Whether the file of `page` was made of what has the hash `key`, and still stands on the shelf.
    ///
    /// # Errors
    /// When the shelf takes nothing more.
    fn holds(&self, page: &PlannedFile, key: Hash) -> Result<bool, Cancelled>;

    /// Remembers that the file of `page`, which now stands on the shelf, was made of what has the hash `key`.
    fn remember(&self, page: &PlannedFile, key: Hash);
}

/// Nothing, or why the page cannot be rendered.
pub type RenderResult = Result<(), Box<Diagnostic>>;

/// What `make` gives, or the fault of a panic in it, which is ours and not the site's.
pub fn survived(
    page: &PlannedFile,
    make: impl FnOnce() -> Result<RenderResult, Cancelled>,
) -> Result<RenderResult, Cancelled> {
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|panic| {
        let fault = Diagnostic::new(Code::OwnFault, page.origin).arg("reason", reason(&*panic));
        Ok(Err(Box::new(fault.arg("route", &page.route))))
    })
}

/// What a panic says.
pub fn reason(panic: &(dyn Any + Send)) -> &str {
    let texts = [panic.downcast_ref::<String>().map(String::as_str), panic.downcast_ref::<&str>().copied()];
    texts.into_iter().flatten().next().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::{Code, PlannedFile, survived};
    use crate::diagnostic::Location;
    use crate::model::route::Route;
    use crate::plan::PageKind;

    /// A panic while a page is rendered becomes a fault of that page, with what the panic said.
    #[test]
    fn panics_are_told() {
        let page =
            PlannedFile { route: Route::new("/a/"), origin: Location::Nowhere, kind: PageKind::Home.into() };
        let fault = survived(&page, || panic!("broken {}", "clock")).expect("the shelf is not asked");
        let fault = fault.expect_err("a panic is a fault");
        assert_eq!(fault.code, Code::OwnFault);
        assert_eq!(fault.arguments, [("reason", "broken clock".to_owned()), ("route", "/a/".to_owned())]);
    }
}
