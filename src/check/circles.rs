//! Finds circles in links between records, such as successors.

use crate::model::id::{Id, IdVec};

/// How far the search is with a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    OnPath,
    Done,
}

/// Returns, for each circle that the search meets, the link that closes it: its start and its end, which is the start
/// if a record links to itself.
///
/// The time is linear in the number of links.
pub fn closing_links<T>(links: &IdVec<T, Vec<Id<T>>>) -> Vec<(Id<T>, Id<T>)> {
    let mut found = Vec::new();
    let mut states: IdVec<T, State> = IdVec::filled(State::Unseen, links.len());
    for start in links.ids() {
        if states[start] != State::Unseen {
            continue;
        }
        states[start] = State::OnPath;
        let mut path = vec![(start, links[start].iter())];
        while let Some((from, rest)) = path.last_mut() {
            let from = *from;
            match rest.next().map(|to| (*to, states[*to])) {
                Some((to, State::Unseen)) => {
                    states[to] = State::OnPath;
                    path.push((to, links[to].iter()));
                }
                Some((to, State::OnPath)) => found.push((from, to)),
                Some((_, State::Done)) => {}
                None => {
                    states[from] = State::Done;
                    path.pop();
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::closing_links;
    use crate::model::id::{Id, IdVec};

    fn closing(links: &[&[usize]]) -> Vec<(usize, usize)> {
        let links: IdVec<(), Vec<Id<()>>> =
            links.iter().map(|to| to.iter().map(|at| Id::new(*at)).collect()).collect();
        closing_links(&links).into_iter().map(|(from, to)| (from.position(), to.position())).collect()
    }

    /// Every circle is met once; two ways to one record are none. A long chain does not exhaust the stack.
    #[test]
    fn circles_are_met_once() {
        assert_eq!(closing(&[&[1, 2], &[3], &[3], &[]]), []);
        assert_eq!(closing(&[&[0]]), [(0, 0)]);
        assert_eq!(closing(&[&[2], &[2], &[3], &[2]]), [(3, 2)]);
        assert_eq!(closing(&[&[1], &[0], &[3], &[2]]), [(1, 0), (3, 2)]);
        let chain: Vec<Vec<usize>> = (1..=100_000).map(|next| vec![next % 100_000]).collect();
        let chain: Vec<&[usize]> = chain.iter().map(Vec::as_slice).collect();
        assert_eq!(closing(&chain), [(99_999, 0)]);
    }
}
