//! 压缩 — a payload before it is sealed. Its rows repeat each other's words and numbers, so that packing nearly halves what the
//! journal weighs.

use lz4_flex::block;
use zeroize::Zeroizing;

/// How a packed payload begins; one that is not begins with the `{` of its JSON.
const PACKED: u8 = b'z';
/// The mark and, little-endian, the length of what is packed.
const HEAD: usize = 5;
/// A byte of a packed payload stands for no more than so many.
const MOST: usize = 255;

/// The payload as it is to be sealed: packed into `room`, or itself where that would make it no shorter.
pub(crate) fn pack<'p>(plain: &'p [u8], room: &'p mut Zeroizing<Vec<u8>>) -> &'p [u8] {
    let most = HEAD + block::get_maximum_output_size(plain.len());
    if room.len() < most {
        // Made anew: a growing one would leave pieces behind in memory.
        *room = Zeroizing::new(vec![0; most.next_power_of_two()]);
    }
    let Some((head, body)) = room.split_first_chunk_mut::<HEAD>() else { return plain };
    let (Ok(length), Ok(packed)) = (u32::try_from(plain.len()), block::compress_into(plain, body)) else {
        return plain;
    };
    let [a, b, c, d] = length.to_le_bytes();
    *head = [PACKED, a, b, c, d];
    room.get(..HEAD + packed).filter(|whole| whole.len() < plain.len()).unwrap_or(plain)
}

/// The payload as it was written; none if it is not what [`pack`] gave.
pub(crate) fn unpack(sealed: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>> {
    let Some(&[PACKED, a, b, c, d]) = sealed.first_chunk::<HEAD>() else { return Some(sealed) };
    let length = usize::try_from(u32::from_le_bytes([a, b, c, d])).ok()?;
    if length / MOST > sealed.len() {
        return None;
    }
    let mut plain = Zeroizing::new(vec![0; length]);
    let written = block::decompress_into(sealed.get(HEAD..)?, &mut plain).ok()?;
    (written == length).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(plain: &[u8]) -> (usize, Option<Vec<u8>>) {
        let mut room = Zeroizing::default();
        let packed = pack(plain, &mut room).to_vec();
        (packed.len(), unpack(Zeroizing::new(packed)).map(|plain| plain.to_vec()))
    }

    #[test]
    fn what_was_packed_reads_as_it_was() {
        let row = r#"[0,true,7,"甲",null,null,null,"2026-01-01"],"#.repeat(40);
        let (length, back) = there_and_back(row.as_bytes());
        assert!(length * 4 < row.len(), "{length} of {} bytes", row.len());
        assert_eq!(back.as_deref(), Some(row.as_bytes()));
    }

    /// Nothing repeats in it: it stays what older programs wrote too.
    #[test]
    fn a_short_payload_stays_as_it_is() {
        let plain = br#"{"changes":[],"headings":[]}"#;
        assert_eq!(there_and_back(plain), (plain.len(), Some(plain.to_vec())));
    }

    #[test]
    fn a_payload_of_another_length_is_none() {
        let mut room = Zeroizing::default();
        let whole = pack(&[b'{'; 500], &mut room).to_vec();
        for wrong in [&whole[..whole.len() - 1], &[&whole[..], &[0]].concat(), &[PACKED, 255, 1, 0, 0, 0], &[PACKED; 5]]
        {
            assert_eq!(unpack(Zeroizing::new(wrong.to_vec())), None);
        }
    }

    #[test]
    fn one_room_serves_payloads_of_any_length() {
        let mut room = Zeroizing::default();
        for length in [3, 3_000, 30, 100_000, 300] {
            let plain: Vec<u8> = (0..length).map(|at| b"{0123456789"[at % 11]).collect();
            let packed = pack(&plain, &mut room).to_vec();
            assert_eq!(unpack(Zeroizing::new(packed)).map(|back| back.to_vec()), Some(plain));
        }
    }
}
