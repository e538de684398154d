//! Pattern of the title page: quarter circles and leaves in tints of the unit's colour, for a booklet without a picture.
//!
//! Both renderers draw the same tiles. The unit's name decides where the pattern begins, so that each unit has its own.

/// Form of a tile. A corner is that of the tile in which the centre of the circle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TileShape {
    /// Quarter of a disc around the upper left corner.
    UpperLeft,
    /// Quarter of a disc around the upper right corner.
    UpperRight,
    /// Quarter of a disc around the lower right corner.
    LowerRight,
    /// Quarter of a disc around the lower left corner.
    LowerLeft,
    /// Leaf from the upper right to the lower left corner.
    LeafRising,
    /// Leaf from the upper left to the lower right corner.
    LeafFalling,
    /// Disc inside the tile.
    Disc,
}

/// A tile of the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Column, from the left, from 0.
    pub column: usize,
    /// Row, from the top, from 0.
    pub row: usize,
    /// Form.
    pub shape: TileShape,
    /// Part of white in its colour, in percent.
    pub white: u8,
}

/// Columns of the pattern, which then repeats.
pub const COLUMNS: usize = 6;

/// Rows of the pattern, which then repeats. In each cell a form and a tint from 1, pale, to 3.
const PATTERN: [[&[u8; 2]; COLUMNS]; 6] = [
    [b"c1", b"d1", b"/2", b"  ", b"c2", b"a1"],
    [b"b1", b"a3", b"  ", b"\\1", b"  ", b"/3"],
    [b"  ", b"/1", b"c2", b"d2", b"b1", b"  "],
    [b"\\3", b"  ", b"b2", b"a2", b"/1", b"c1"],
    [b"d1", b"c1", b"o3", b"  ", b"\\2", b"b1"],
    [b"a2", b"  ", b"/1", b"d1", b"  ", b"o2"],
];

/// Tiles of a pattern for a unit, in rows.
pub fn tiles(unit: &str, rows: usize) -> Vec<Tile> {
    // FNV-1a: any spread will do, as long as it is the same on every computer.
    let hash = unit.bytes().fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let begin = usize::try_from(hash % 36).unwrap_or_default();
    let mut tiles = Vec::new();
    for row in 0..rows {
        for column in 0..COLUMNS {
            let cells = PATTERN.iter().cycle().nth(begin / COLUMNS + row);
            let cell = cells.and_then(|cells| cells.iter().cycle().nth(begin % COLUMNS + column));
            if let Some((shape, white)) = cell.and_then(|[form, tint]| read(*form, *tint)) {
                tiles.push(Tile {
                    column,
                    row,
                    shape,
                    white,
                });
            }
        }
    }
    tiles
}

/// Form and part of white of a cell; `None` for an empty one.
fn read(form: u8, tint: u8) -> Option<(TileShape, u8)> {
    let shape = match form {
        b'a' => TileShape::UpperLeft,
        b'b' => TileShape::UpperRight,
        b'c' => TileShape::LowerRight,
        b'd' => TileShape::LowerLeft,
        b'/' => TileShape::LeafRising,
        b'\\' => TileShape::LeafFalling,
        b'o' => TileShape::Disc,
        _ => return None,
    };
    let white = match tint {
        b'1' => 10,
        b'2' => 20,
        _ => 34,
    };
    Some((shape, white))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_has_one_pattern_and_another_unit_another() {
        let north = tiles("Northbrook Breast Unit", 6);
        assert_eq!(north, tiles("Northbrook Breast Unit", 6));
        assert_ne!(north, tiles("Harbour Breast Unit", 6));
        assert!(north.len() > 20);
        assert!(north.iter().all(|t| t.column < COLUMNS && t.row < 6));
    }
}
