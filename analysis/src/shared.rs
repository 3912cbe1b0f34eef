//! Work that two threads share.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is worked out of each, in their order: whichever of two threads is free takes the next one.
///
/// Each is worked out by itself, so that nobody can tell who did it.
pub(crate) fn each<T: Sync, U: Send>(of: &[T], work: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let next = AtomicUsize::new(0);
    let take_turns = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = of.get(place) else {
                return done;
            };
            done.push((place, work(one)));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let other = scope.spawn(take_turns);
        let mut done = take_turns();
        done.extend(other.join().expect("work on numbers does not panic"));
        done
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, one)| one).collect()
}

/// Works on each of them: whichever of two threads is free takes the next one.
pub(crate) fn on_each<T: Send>(of: &mut [T], work: impl Fn(&mut T) + Sync) {
    let left = Mutex::new(of.iter_mut());
    let next = || {
        left.lock()
            .expect("taking the next one does not panic")
            .next()
    };
    let take_turns = || std::iter::from_fn(next).for_each(&work);
    std::thread::scope(|scope| {
        scope.spawn(take_turns);
        take_turns();
    });
}
