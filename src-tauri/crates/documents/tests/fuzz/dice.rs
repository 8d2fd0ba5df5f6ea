//! 骰子 — numbers that are the same in every run of one seed.

/// A sequence of its own for every file, so that a single one can be made again.
pub struct Dice(u64);

impl Dice {
    pub fn of(seed: u64, target: &str, file: u64) -> Self {
        let mut state = seed ^ 0x9E37_79B9_7F4A_7C15;
        for byte in target.bytes().map(u64::from).chain([file]) {
            state = (state ^ byte).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(23);
        }
        Self(state | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// One in so many.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// A few, and now and then a great many.
    pub fn copies(&mut self, many: usize) -> usize {
        let most = if self.one_in(6) { many } else { 3 };
        1 + self.below(most)
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    pub fn byte(&mut self) -> u8 {
        u8::try_from(self.next() & 0xFF).unwrap_or(0)
    }
}
