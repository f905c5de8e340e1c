//! Recognises the addresses of videos on YouTube, Facebook and TikTok.

use crate::html::decode_path;

/// A website that shows videos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VideoHost {
    /// <https://www.youtube.com>
    YouTube,
    /// <https://www.facebook.com>
    Facebook,
    /// <https://www.tiktok.com>
    TikTok,
}

impl VideoHost {
    /// Returns the host of the video at `address`; `None` if no video is there, such as at the address of a channel.
    pub fn of(address: &str) -> Option<VideoHost> {
        let (host, path) = host_and_path(address)?;
        let after =
            |start: &str| path.strip_prefix(start).is_some_and(|rest| !rest.trim_matches('/').is_empty());
        let is_in = |words: &[&str]| words.iter().any(|word| after(word));
        let query = |name: &str| path.split(['?', '&']).skip(1).any(|pair| pair.starts_with(name));
        match &*host {
            "youtube.com" => {
                let is_watch = path.starts_with("watch") && query("v=");
                (is_watch || is_in(&["shorts/", "live/", "embed/"])).then_some(VideoHost::YouTube)
            }
            "youtu.be" => is_in(&[""]).then_some(VideoHost::YouTube),
            "facebook.com" => {
                let is_watch = path.starts_with("watch") && query("v=");
                let is_video = path.split_once("/videos/").is_some_and(|(_, id)| !id.is_empty());
                let is_found = is_watch || is_video || is_in(&["reel/", "share/v/", "share/r/"]);
                is_found.then_some(VideoHost::Facebook)
            }
            "fb.watch" => is_in(&[""]).then_some(VideoHost::Facebook),
            "tiktok.com" => {
                let is_video = path.starts_with('@') && path.contains("/video/");
                is_video.then_some(VideoHost::TikTok)
            }
            "vm.tiktok.com" | "vt.tiktok.com" => is_in(&[""]).then_some(VideoHost::TikTok),
            _ => None,
        }
    }

    /// Returns the name of the website.
    pub fn name(self) -> &'static str {
        match self {
            VideoHost::YouTube => "YouTube",
            VideoHost::Facebook => "Facebook",
            VideoHost::TikTok => "TikTok",
        }
    }
}

/// Returns the address of the page of a video, given the address of a frame that shows it; `None` if that is not certain.
pub fn embedded_video(frame: &str) -> Option<String> {
    let frame = frame.replace("&amp;", "&");
    let address = if frame.starts_with("//") { format!("https:{frame}") } else { frame };
    let (host, path) = host_and_path(&address)?;
    match &*host {
        "youtube.com" | "youtube-nocookie.com" => {
            let id = path.strip_prefix("embed/")?.split(['?', '/', '&']).next()?;
            let is_list = ["videoseries", "live_stream"].contains(&id);
            let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
            let is_id = id.len() == 11 && !is_list && id.bytes().all(is_letter);
            is_id.then(|| format!("https://www.youtube.com/watch?v={id}"))
        }
        "facebook.com" => {
            let query = path.strip_prefix("plugins/video.php?")?;
            let href = query.split('&').find_map(|pair| pair.strip_prefix("href="))?;
            decode_path(href).filter(|video| VideoHost::of(video) == Some(VideoHost::Facebook))
        }
        _ => None,
    }
}

/// Returns the host of a web address in lower case, without `www.`, `m.` and `web.`, and its path without the first `/`.
fn host_and_path(address: &str) -> Option<(String, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].to_ascii_lowercase();
    let host = ["www.", "m.", "web."].iter().find_map(|start| host.strip_prefix(start)).unwrap_or(&host);
    Some((host.to_owned(), rest[end..].trim_start_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::{VideoHost, embedded_video};

    /// Addresses of videos have a host; those of channels, profiles and other sites have none.
    #[test]
    fn hosts() {
        for (address, host) in [
            ("https://www.youtube.com/watch?v=vi-du-minh-giang", Some(VideoHost::YouTube)),
            ("https://m.youtube.com/watch?app=desktop&v=vi-du", Some(VideoHost::YouTube)),
            ("https://youtu.be/vi-du?si=a", Some(VideoHost::YouTube)),
            ("HTTPS://WWW.YOUTUBE.COM/shorts/vi-du", Some(VideoHost::YouTube)),
            ("https://www.facebook.com/minhgiang/videos/123/", Some(VideoHost::Facebook)),
            ("https://www.facebook.com/watch/?v=123", Some(VideoHost::Facebook)),
            ("https://fb.watch/vi-du/", Some(VideoHost::Facebook)),
            ("https://www.tiktok.com/@minhgiang/video/123", Some(VideoHost::TikTok)),
            ("https://vt.tiktok.com/vi-du/", Some(VideoHost::TikTok)),
            ("https://www.youtube.com/@minhgiang", None),
            ("https://www.youtube.com/watch", None),
            ("https://youtu.be/", None),
            ("https://www.facebook.com/minhgiang", None),
            ("https://www.tiktok.com/@minhgiang", None),
            ("https://youtube.com.minhgiang.example/watch?v=a", None),
            ("ftp://youtube.com/watch?v=a", None),
            ("/watch?v=a", None),
        ] {
            assert_eq!(VideoHost::of(address), host, "{address}");
        }
    }

    /// The page of an embedded video is given only where the address of the frame names the video.
    #[test]
    fn embedded_videos() {
        for (frame, page) in [
            (
                "https://www.youtube.com/embed/vi-du-12345?rel=0",
                Some("https://www.youtube.com/watch?v=vi-du-12345"),
            ),
            (
                "//www.youtube-nocookie.com/embed/vi_du_12345",
                Some("https://www.youtube.com/watch?v=vi_du_12345"),
            ),
            (
                "https://www.facebook.com/plugins/video.php?height=1&amp;href=https%3A%2F%2Fwww.facebook.com%2Fmg%2Fvideos%2F1%2F",
                Some("https://www.facebook.com/mg/videos/1/"),
            ),
            ("https://www.youtube.com/embed/videoseries?list=a", None),
            ("https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fmg", None),
            ("https://bando.example/embed", None),
        ] {
            assert_eq!(embedded_video(frame).as_deref(), page, "{frame}");
        }
    }
}
