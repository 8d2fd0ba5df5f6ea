//! Bytes changed without knowing what they mean.

use crate::dice::Dice;

/// Values at which counts, places and lengths go wrong.
pub const EDGES: [&[u8]; 10] = [
    b"0",
    b"-1",
    b"65536",
    b"1048577",
    b"4294967295",
    b"99999999999999999999",
    b"\xFF\xFF\xFF\xFF",
    b"\0\0\0\0",
    b"\xFF\xFE",
    b"<",
];

/// A few changes: bytes flipped, runs cut out, doubled or overwritten, edge values put in, numbers in texts changed.
pub fn mutate(dice: &mut Dice, bytes: &mut Vec<u8>) {
    for _ in 0..=dice.below(6) {
        let (at, run) = (dice.below(bytes.len()), 1 + dice.below(64));
        let end = (at + run).min(bytes.len());
        match dice.below(12) {
            0..=2 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            3 | 4 => drop(bytes.drain(at..end)),
            5 | 6 => {
                let copy: Vec<u8> = bytes.get(at..end).unwrap_or_default().to_vec();
                let copies = 1 + dice.below(40);
                bytes.splice(at..at, copy.repeat(copies));
            }
            7 | 8 => {
                let edge = dice.pick(&EDGES).copied().unwrap_or_default();
                bytes.splice(at..end.min(at + edge.len()), edge.iter().copied());
            }
            9 | 10 => {
                // The next number of a text becomes an edge.
                let start = bytes.iter().skip(at).position(u8::is_ascii_digit).map_or(at, |more| at + more);
                let digits = bytes.iter().skip(start).take_while(|b| b.is_ascii_digit()).count();
                let edge = EDGES.get(dice.below(6)).copied().unwrap_or_default();
                bytes.splice(start..start + digits, edge.iter().copied());
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
}
