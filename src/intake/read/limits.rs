//! How much of a file is taken in. A survey of a hospital is far below all of them; what is above is no survey.
//!
//! Each is a bound on memory or time, so that a broken or hostile file ends in a sentence.

/// How much is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// Bytes of one row of a text file: a quotation mark that is never closed makes the rest of a file one row.
    pub row_bytes: u64,
    /// Columns, as many as Excel has.
    pub columns: usize,
    /// Bytes that a table keeps.
    pub table_bytes: u64,
    /// Bytes of a workbook's parts that are in memory whole while it is read: its list of texts, above all.
    pub part_bytes: u64,
    /// Bytes of all parts of a workbook, unpacked: what is packed tighter is a bomb.
    pub unpacked_bytes: u64,
    /// Bytes of one tag of a workbook's XML: attributes are looked through one against the other.
    pub tag_bytes: u64,
    /// Bytes of a workbook of the kinds that are in memory whole (xls, ods).
    pub whole_bytes: u64,
    /// Cells of a workbook of the kinds that are in memory whole.
    pub whole_cells: u64,
}

/// How a text file is read by several threads. What comes of it does not depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// Threads; 0 for as many as the computer has cores.
    pub threads: usize,
    /// Bytes of the file that a thread takes at a time, and those to the end of a row.
    pub piece_bytes: usize,
    /// Smaller files are read by one.
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
    /// Threads to read with: with more than a few, finding where to cut is what takes the time.
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
