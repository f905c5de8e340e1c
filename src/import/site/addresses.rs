//! Finds what an address of an old site meant: a page, a file, or another site.

use std::collections::HashMap;

use crate::html;
use crate::import::site::embeds::REFERENCE;
use crate::import::site::old_files::OldFiles;
use crate::import::site::old_page::{OldPage, OldSite};
use crate::import::site::page_names::{folder_of, name_of, stem_of};
use crate::text;

/// What an old address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OldTarget {
    /// Another site, a mail or telephone address, or an address that says nothing.
    Elsewhere,
    /// The first page.
    Home,
    /// A heading of the same page.
    Anchor(String),
    /// A page, by its place in the list of pages, with an anchor that may be empty.
    Page(usize, String),
    /// A file, by its path in [`OldFiles`].
    File(String),
    /// Nothing that is known.
    Nothing,
}

/// The addresses of an old site.
pub struct OldAddresses<'s> {
    site: &'s OldSite,
    files: &'s OldFiles,
    /// The host of the old site without `www.`, and the folder in which it was, such as `/blog`.
    host: String,
    folder: String,
    /// The pages by their normalised addresses.
    pages: HashMap<String, usize>,
    /// The pages by their files without ending; `index` is that of its folder.
    sources: HashMap<String, usize>,
    /// The pages by the last names of their files; `None` if several have it.
    names: HashMap<String, Option<usize>>,
    /// The published files by their addresses in small letters.
    published: HashMap<String, &'s str>,
    /// The addresses of published files.
    published_addresses: HashMap<&'s str, &'s str>,
}

impl<'s> OldAddresses<'s> {
    /// Collects the addresses of a site.
    pub fn new(site: &'s OldSite, files: &'s OldFiles) -> OldAddresses<'s> {
        let rest = site.base.split_once("://").map_or("", |(_, rest)| rest);
        let (host, folder) = rest.split_once('/').unwrap_or((rest, ""));
        let folder = if folder.is_empty() { String::new() } else { format!("/{}", folder.trim_matches('/')) };
        let mut found = OldAddresses {
            site,
            files,
            host: plain_host(host),
            folder: folder.to_lowercase(),
            pages: HashMap::new(),
            sources: HashMap::new(),
            names: HashMap::new(),
            published: HashMap::new(),
            published_addresses: HashMap::new(),
        };
        for (at, page) in site.pages.iter().enumerate() {
            let addresses = std::iter::once(&page.address).chain(&page.aliases).chain(&page.keys);
            for address in addresses.filter(|one| !one.is_empty()) {
                let key = found.key(address);
                found.pages.entry(key).or_insert(at);
            }
            let source = source_key(&page.path);
            let name = found.names.entry(name_of(&source).to_owned()).or_insert(Some(at));
            if *name != Some(at) {
                *name = None;
            }
            found.sources.entry(source).or_insert(at);
        }
        let published = site.published_files.iter();
        found.published = published.map(|(address, path)| (address.to_lowercase(), path.as_str())).collect();
        let published = site.published_files.iter();
        found.published_addresses =
            published.map(|(address, path)| (path.as_str(), address.as_str())).collect();
        found
    }

    /// Returns the address of a published file, without the first `/`.
    pub fn published_address(&self, path: &str) -> Option<&'s str> {
        self.published_addresses.get(path).copied()
    }

    /// Returns the path of an address on the old site: decoded, and with `/` before it; `None` for another host.
    pub fn path(&self, address: &str) -> Option<String> {
        let address = address.trim();
        let rest = match address.split_once("://") {
            Some(("http" | "https", rest)) => Some(rest),
            Some(_) => return None,
            None => address.strip_prefix("//"),
        };
        let path = match rest {
            None => address,
            Some(rest) => {
                let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                // A service of WordPress that shows the pictures of other sites.
                let is_photon = matches!(host, "i0.wp.com" | "i1.wp.com" | "i2.wp.com" | "i3.wp.com");
                let (host, path) =
                    if is_photon { path.split_once('/').unwrap_or((path, "")) } else { (host, path) };
                if self.host.is_empty() || plain_host(host) != self.host {
                    return None;
                }
                &rest[rest.len() - path.len()..]
            }
        };
        let decoded = html::decode_path(path).unwrap_or_else(|| path.to_owned());
        Some(text::nfc(&format!("/{}", decoded.trim_start_matches('/'))).into_owned())
    }

    /// Returns the path on the host of an address of a page, which may be written without the folder of the site.
    pub fn host_path(&self, address: &str) -> Option<String> {
        let path = self.path(address)?;
        if address.contains("://") || self.folder.is_empty() {
            return Some(path);
        }
        let rest = self.site.base.split_once("://").map_or("", |(_, rest)| rest);
        let folder = rest.split_once('/').map_or("", |(_, folder)| folder).trim_matches('/');
        Some(format!("/{folder}{path}"))
    }

    /// Returns the form in which addresses are compared.
    fn key(&self, address: &str) -> String {
        let path = self.path(address).unwrap_or_else(|| address.to_owned());
        let path = path.split('#').next().unwrap_or("").to_lowercase();
        // Only WordPress has pages whose address is a query.
        let (path, query) = path.split_once('?').unwrap_or((&path, ""));
        let query = query
            .split('&')
            .find(|pair| ["p=", "page_id=", "attachment_id="].iter().any(|start| pair.starts_with(start)));
        if let Some(query) = query {
            return format!("?{query}");
        }
        let path = self.without_folder(path);
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let path = path.strip_suffix(".html").unwrap_or(path);
        path.trim_end_matches('/').to_owned()
    }

    /// Returns a path without the folder in which the old site was.
    fn without_folder<'p>(&self, path: &'p str) -> &'p str {
        let inner =
            path.strip_prefix(&self.folder).filter(|inner| inner.is_empty() || inner.starts_with('/'));
        inner.unwrap_or(path)
    }

    /// Returns what `address`, written in `page`, leads to.
    pub fn find(&self, address: &str, page: &OldPage) -> OldTarget {
        let address = address.trim();
        let (before, anchor) = address.split_once('#').unwrap_or((address, ""));
        if let Some(named) = before.strip_prefix(REFERENCE) {
            let path = html::decode_path(named).unwrap_or_else(|| named.to_owned());
            return self
                .named_page(&path, page)
                .map_or(OldTarget::Nothing, |at| OldTarget::Page(at, anchor.to_owned()));
        }
        if before.is_empty() {
            let is_empty = anchor.is_empty();
            return if is_empty { OldTarget::Elsewhere } else { OldTarget::Anchor(anchor.to_owned()) };
        }
        if before.contains('\\') || before.to_lowercase().starts_with("file:") {
            return OldTarget::Nothing;
        }
        let has_scheme = before.split(['/', '?']).next().is_some_and(|first| first.contains(':'));
        if (has_scheme || before.starts_with("//"))
            && self.path(before).is_none_or(|_| !before.contains("//"))
        {
            return OldTarget::Elsewhere;
        }
        let is_relative = !(has_scheme || before.starts_with('/') || before.starts_with('?'));
        let found = if is_relative { self.relative(before, page) } else { self.absolute(before) };
        match found {
            Some(OldTarget::Page(at, _)) => OldTarget::Page(at, anchor.to_owned()),
            Some(found) => found,
            None => OldTarget::Nothing,
        }
    }

    fn absolute(&self, address: &str) -> Option<OldTarget> {
        if let Some(at) = self.pages.get(&self.key(address)) {
            return Some(OldTarget::Page(*at, String::new()));
        }
        let path = self.path(address)?;
        let path = path.split('?').next().unwrap_or("");
        if self.without_folder(path).trim_matches('/').is_empty() {
            return Some(OldTarget::Home);
        }
        [path, self.without_folder(path)].into_iter().find_map(|path| self.published(path))
    }

    /// Returns a published file; a smaller version that WordPress has made counts as the picture itself.
    fn published(&self, path: &str) -> Option<OldTarget> {
        let key = path.trim_start_matches('/').to_lowercase();
        let own = self.published.get(&key).copied();
        let found = own.or_else(|| {
            key.contains("uploads/")
                .then(|| original_name(&key))??
                .iter()
                .find_map(|name| self.published.get(name).copied())
        });
        found.map(|path| OldTarget::File(path.to_owned()))
    }

    fn relative(&self, address: &str, page: &OldPage) -> Option<OldTarget> {
        let decoded = html::decode_path(address).unwrap_or_else(|| address.to_owned());
        let decoded = text::nfc(decoded.split('?').next().unwrap_or("")).into_owned();
        let folders = [page.own_folder.as_deref(), Some(folder_of(&page.path))];
        for folder in folders.into_iter().flatten() {
            let Some(path) = joined(folder, &decoded) else { continue };
            if let Some(at) = self.page_of_file(&path) {
                return Some(OldTarget::Page(at, String::new()));
            }
            if self.files.has(&path) {
                return Some(OldTarget::File(path));
            }
        }
        let base = if page.address.ends_with('/') { page.address.as_str() } else { folder_of(&page.address) };
        let of_address = joined(base, &decoded).and_then(|path| self.absolute(&format!("/{path}")));
        // Pictures of `static/` are also written without the first `/`.
        of_address.or_else(|| self.absolute(&format!("/{decoded}")))
    }

    /// Returns the page whose file has this path.
    fn page_of_file(&self, path: &str) -> Option<usize> {
        let is_file =
            self.files.has(path) && matches!(name_of(path).rsplit_once('.'), Some((_, "md" | "markdown")));
        let at = self.sources.get(&source_key(path)).copied()?;
        (is_file && self.site.pages[at].path == path).then_some(at)
    }

    /// Returns the page that a shortcode names by its file, with or without folders and ending.
    fn named_page(&self, path: &str, page: &OldPage) -> Option<usize> {
        let key = source_key(path.trim_start_matches('/'));
        let key = key.trim_end_matches('/');
        let near = joined(folder_of(&page.path), key);
        let attempts = [Some(key.to_owned()), near, Some(format!("content/{key}"))];
        let found = attempts.iter().flatten().find_map(|key| self.sources.get(key).copied());
        found.or_else(|| self.names.get(name_of(key)).copied().flatten())
    }
}

/// Returns the key of a file of a page: its path without ending, and without `index`.
fn source_key(path: &str) -> String {
    let is_page = matches!(name_of(path).rsplit_once('.'), Some((_, "md" | "markdown" | "mkd" | "mdown")));
    let path = if is_page { format!("{}{}", folder_of(path), stem_of(path)) } else { path.to_owned() };
    path.strip_suffix("/index").unwrap_or(&path).to_lowercase()
}

/// Returns the names that the original of a smaller picture may have: without `-300x200`, and with `-scaled`.
fn original_name(path: &str) -> Option<[String; 2]> {
    let (stem, end) = path.rsplit_once('.')?;
    let (name, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(width) && is_number(height)).then(|| [format!("{name}.{end}"), format!("{name}-scaled.{end}")])
}

/// Joins a folder and a relative path; `None` if it leads out of the site.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => _ = names.pop()?,
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

fn plain_host(host: &str) -> String {
    let host = host.to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}
