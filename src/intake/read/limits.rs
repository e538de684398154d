//! Limits on the size of a file, far above any survey of a hospital.
//!
//! Each bounds memory or time, so that a damaged or hostile file ends in a sentence.

/// Upper bounds for reading a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// Bytes in one row of text: an unclosed quotation mark makes the rest of the file one row.
    pub row_bytes: u64,
    /// Number of columns, as in Excel.
    pub columns: usize,
    /// Bytes that a table may keep.
    pub table_bytes: u64,
    /// Bytes of a workbook part that the library holds in memory, above all the shared strings.
    pub part_bytes: u64,
    /// Unpacked bytes of all parts of a workbook; more means a zip bomb.
    pub unpacked_bytes: u64,
    /// Bytes of one XML tag: the library compares attributes pairwise.
    pub tag_bytes: u64,
    /// Bytes of a workbook that is held in memory (xls, ods).
    pub whole_bytes: u64,
    /// Cells of a workbook that is held in memory.
    pub whole_cells: u64,
}

/// Division of a text file among threads. The result does not depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// Number of threads; 0 for the number of cores, up to 8.
    pub threads: usize,
    /// Bytes per piece, plus the rest of the last row.
    pub piece_bytes: usize,
    /// File size in bytes from which several threads are used.
    pub from_bytes: u64,
}

impl Default for Split {
    fn default() -> Self {
        Self {
            threads: 0,
            piece_bytes: 512 * 1024,
            from_bytes: 4 * MIB,
        }
    }
}

impl Split {
    /// Number of threads. Beyond a few, finding the cuts becomes the bottleneck.
    pub(super) fn threads(self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        match self.threads {
            0 => cores().min(MOST_THREADS),
            n => n,
        }
    }
}

const MOST_THREADS: usize = 8;

const MIB: u64 = 1024 * 1024;

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            row_bytes: 16 * MIB,
            columns: 16_384,
            table_bytes: 1024 * MIB,
            part_bytes: 512 * MIB,
            unpacked_bytes: 4096 * MIB,
            tag_bytes: 64 * 1024,
            whole_bytes: 64 * MIB,
            whole_cells: 4_000_000,
        }
    }
}
