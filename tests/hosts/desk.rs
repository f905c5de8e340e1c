//! The desk publishes to a real SFTP server: an unknown host, a wrong password, then the right one.

use bangvang::model::publish_target::Sftp;

use crate::desk_publishing::OpenDesk;
use crate::hosts::sandbox::PASSWORD;
use crate::hosts::sshd::Sshd;
use crate::publishing::{project, set};

/// A host that is not known is asked about with its fingerprint; a wrong password is refused, and the right one
/// publishes and takes back. Neither password is repeated.
#[test]
fn sftp_from_the_first_connection_to_the_undo() {
    let Some(server) = Sshd::start("") else { return };
    let Sftp { host, port, user, folder, .. } = server.target(server.address());
    let project = project();
    set(
        &project,
        &format!(
            "may-chu: {{kind: sftp, host: {host}, port: {port}, user: {user}, folder: {folder}, verify: false}}"
        ),
    );
    let home = project.at("nha");
    std::fs::create_dir(&home).unwrap();
    let desk = OpenDesk::open(project, &[("HOME", &home)]);

    desk.start("check", "may-chu", &[]);
    let asked = desk.wait();
    assert!(asked["question"]["sentence"].as_str().unwrap_or_default().contains("SHA256:"), "{asked:#}");
    let declined = desk.answer(&asked, false);
    assert_eq!(declined["report"]["error"], "remote-unknown", "{declined:#}");
    desk.remember("may-chu", "sai-hoàn-toàn-88");
    desk.start("check", "may-chu", &[]);
    let refused = desk.answer(&desk.wait(), true);
    assert_eq!(refused["report"]["error"], "remote-refused", "{refused:#}");

    desk.remember("may-chu", PASSWORD);
    let checked = desk.run("check", "may-chu", &[]);
    assert_eq!(checked["is_success"], true, "{checked:#}");
    let plan = desk.run("plan", "may-chu", &[]);
    assert_eq!(plan["is_success"], true, "{plan:#}");
    let done = desk.run("publish", "may-chu", &[]);
    assert_eq!(done["is_success"], true, "{done:#}");
    assert!(done["upload"]["files"].as_u64().unwrap() > 5, "{done:#}");
    crate::publishing::article(&desk.project, "c", "Bài mới");
    desk.run("plan", "may-chu", &[]);
    desk.run("publish", "may-chu", &[]);
    let page = server.server_path("site").join("tin/c/index.html");
    assert!(page.exists());
    desk.start("undo", "may-chu", &[]);
    let done = desk.answer(&desk.wait(), true);
    assert!(done["is_success"] == true && !page.exists(), "{done:#}");
    desk.assert_unrepeated("sai-hoàn-toàn-88");
    desk.assert_unrepeated(PASSWORD);
}
