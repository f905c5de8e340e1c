//! How property tests are run: how often, with which numbers, and what a failure shows.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// How often something random is tried: as often as the environment variable `BANGVANG_TRIALS` says, or `few` times.
pub fn count(few: u32) -> u32 {
    std::env::var("BANGVANG_TRIALS").ok().and_then(|count| count.parse().ok()).unwrap_or(few)
}

/// The numbers of every run, on every computer, unless `PROPTEST_RNG_SEED` gives other ones.
pub fn runner(few: u32) -> TestRunner {
    let seed = match Config::default().rng_seed {
        RngSeed::Random => RngSeed::Fixed(17),
        fixed => fixed,
    };
    TestRunner::new(Config {
        cases: count(few),
        rng_seed: seed,
        failure_persistence: None,
        ..Config::default()
    })
}

/// Tries `test` with values of `strategy`, as often as [`count`] says.
///
/// # Panics
///
/// With the smallest value found that `test` panics with.
pub fn run<S: Strategy>(few: u32, strategy: S, test: impl Fn(S::Value)) {
    let tried = runner(few).run(&strategy, |value| {
        test(value);
        Ok(())
    });
    if let Err(failure) = tried {
        panic!("{failure}");
    }
}
