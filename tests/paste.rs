//! Clipboards of programs: the Markdown that the desk makes of them.
//!
//! Each `tests/fixtures/paste/*.html` is one clipboard, and the `.md` beside it is its Markdown, with what is missing in a
//! comment at the end. `UPDATE_EXPECT=1 cargo test paste` writes these; read the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use bangvang::import::paste::{Loss, MAX_PASTED_BYTES, paste, paste_into, plain};

fn clipboards() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/paste");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut clipboards: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "html")).collect();
    clipboards.sort();
    clipboards
}

/// Every clipboard of the collection gives the Markdown that is written down beside it.
#[test]
fn clipboards_become_markdown() {
    let clipboards = clipboards();
    assert!(clipboards.len() >= 12);
    let mut wrong = Vec::new();
    for path in clipboards {
        let pasted = paste(&fs::read_to_string(&path).unwrap());
        let mut found = format!("{}\n", pasted.markdown);
        if !pasted.losses.is_empty() {
            found.push_str(&format!("\n<!-- {:?} -->\n", pasted.losses));
        }
        let expected = path.with_extension("md");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
