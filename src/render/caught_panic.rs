//! The conversion of panics into diagnostics.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::PlannedFile;
use crate::sink::Cancelled;

/// The result of rendering one page: nothing, or the diagnostic that explains the failure.
pub type RenderResult = Result<(), Box<Diagnostic>>;

/// Calls `render` and converts a panic in it into a diagnostic, because a panic is an error of the program.
///
/// # Errors
/// If `render` returns that the sink accepts no more files.
pub fn catch_panic(
    page: &PlannedFile,
    render: impl FnOnce() -> Result<RenderResult, Cancelled>,
) -> Result<RenderResult, Cancelled> {
    catch_unwind(AssertUnwindSafe(render)).unwrap_or_else(|panic| {
        let diagnostic = Diagnostic::new(Code::OwnFault, page.origin).arg("reason", panic_message(&*panic));
        Ok(Err(Box::new(diagnostic.arg("route", &page.route))))
    })
}

/// Returns the message of a panic; `?` when it is not a text.
pub fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let texts = [panic.downcast_ref::<String>().map(String::as_str), panic.downcast_ref::<&str>().copied()];
    texts.into_iter().flatten().next().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::{Code, PlannedFile, catch_panic};
    use crate::diagnostic::Location;
    use crate::model::route::Route;
    use crate::plan::PageKind;

    /// A panic while a page is rendered becomes a diagnostic for that page, with the message of the panic.
    #[test]
    fn panics_are_reported() {
        let page =
            PlannedFile { route: Route::new("/a/"), origin: Location::Nowhere, kind: PageKind::Home.into() };
        let diagnostic = catch_panic(&page, || panic!("broken {}", "clock")).expect("the sink is not used");
        let diagnostic = diagnostic.expect_err("a panic is reported");
        assert_eq!(diagnostic.code, Code::OwnFault);
        assert_eq!(
            diagnostic.arguments,
            [("reason", "broken clock".to_owned()), ("route", "/a/".to_owned())]
        );
    }
}
