//! Runs property tests: sets the number of cases and the seed, and reports failures.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// The number of random cases: that in the environment variable `BANGVANG_TRIALS`, or `few`.
pub fn count(few: u32) -> u32 {
    std::env::var("BANGVANG_TRIALS").ok().and_then(|count| count.parse().ok()).unwrap_or(few)
}

/// A test runner with a fixed seed on every computer, unless `PROPTEST_RNG_SEED` sets another.
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

/// Runs `test` with values of `strategy`, as often as [`count`] says.
///
/// # Panics
///
/// With the smallest value found for which `test` panics.
pub fn run<S: Strategy>(few: u32, strategy: S, test: impl Fn(S::Value)) {
    let tried = runner(few).run(&strategy, |value| {
        test(value);
        Ok(())
    });
    if let Err(failure) = tried {
        panic!("{failure}");
    }
}
