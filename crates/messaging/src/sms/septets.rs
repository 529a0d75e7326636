//! Seven bits a character in octets of eight: 3GPP TS 23.038 §6.1.2.1, and TS 23.040 §9.2.3.24 for the fill bits behind a
//! header.

const CR: u8 = 0x0D;

/// Zero bits that bring the first septet behind a header to a septet boundary.
const fn fill_bits(header_octets: usize) -> usize {
    (7 - header_octets * 8 % 7) % 7
}

/// Packs septets that follow a header of so many octets (0: none). When seven bits are left over, which a reader could take for
/// an `@`, they become a carriage return, as §6.1.2.3.1 does it.
pub fn pack(septets: &[u8], header_octets: usize) -> Vec<u8> {
    let mut octets = Vec::with_capacity(septets.len() + 1);
    let mut bits = fill_bits(header_octets);
    let mut pending = 0u16;
    for septet in septets {
        pending |= u16::from(*septet) << bits;
        bits += 7;
        if bits >= 8 {
            octets.push(pending as u8);
            pending >>= 8;
            bits -= 8;
        }
    }
    if bits == 1 {
        pending |= u16::from(CR) << 1;
    }
    if bits > 0 {
        octets.push(pending as u8);
    }
    octets
}

/// The septets in packed octets. Their number is not written anywhere in SMPP, so a carriage return that ends on an octet
/// boundary is taken for [`pack`]'s filling: a text's own final carriage return may be lost there.
pub fn unpack(octets: &[u8], header_octets: usize) -> Vec<u8> {
    let fill = fill_bits(header_octets);
    let count = (octets.len() * 8).saturating_sub(fill) / 7;
    let mut septets: Vec<u8> = (0..count)
        .map(|i| {
            let bit = fill + i * 7;
            let low = u16::from(octets[bit / 8]);
            let high = octets.get(bit / 8 + 1).copied().map_or(0, u16::from);
            ((high << 8 | low) >> (bit % 8)) as u8 & 0x7F
        })
        .collect();
    if (fill + count * 7).is_multiple_of(8) && septets.last() == Some(&CR) {
        septets.pop();
    }
    septets
}
