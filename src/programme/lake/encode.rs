//! Tables as Parquet: types that every engine has, data pages of version 1, dictionary and plain encoding, snappy, statistics.

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use bytes::Bytes;
use jiff::civil::{Date, date};
use parquet::{
    basic::Compression,
    column::reader::ColumnReader,
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr, WriterVersion},
        reader::{FileReader as _, SerializedFileReader},
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::parser::parse_message_type,
};

use super::{VERSION, path_of, years};
use crate::programme::rows::{
    Dataset, EvidenceRow, GoalRow, MeetingRow, ResultRow, ReviewRow, StandardRow, ThemeRow, Word,
};

/// Failure of the file format.
#[derive(Debug, thiserror::Error)]
#[error("the file format: {0}")]
pub struct EncodeError(#[from] ParquetError);

type Encoded<T> = Result<T, EncodeError>;

/// Encodes every table of every year, one file at a time, and hands each to `take` with its path below the folder of the version.
pub fn encode<E: From<EncodeError>>(
    dataset: &Dataset,
    mut take: impl FnMut(&str, Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    let properties = properties();
    for year in years(dataset) {
        let mut put = |table: &str, bytes: Encoded<Vec<u8>>| take(&path_of(table, year), bytes?);
        let properties = &properties;
        put("meetings", file(&dataset.meetings, year, properties))?;
        put("goals", file(&dataset.goals, year, properties))?;
        put("goal_themes", file(&dataset.goal_themes, year, properties))?;
        put("reviews", file(&dataset.reviews, year, properties))?;
        put("evidence", file(&dataset.evidence, year, properties))?;
        put("results", file(&dataset.results, year, properties))?;
        put("standards", file(&dataset.standards, year, properties))?;
    }
    Ok(())
}

/// Values of a column that are read in one call.
const AT_A_TIME: usize = 8_192;

/// Keys of the units in a file of `meetings`.
///
/// # Errors
/// If the file is damaged, or is no such file.
pub fn decode_units(bytes: Vec<u8>) -> Result<BTreeSet<String>, EncodeError> {
    let reader = SerializedFileReader::new(Bytes::from(bytes))?;
    let mut units = BTreeSet::new();
    for nth in 0..reader.num_row_groups() {
        let group = reader.get_row_group(nth)?;
        let ColumnReader::ByteArrayColumnReader(mut column) = group.get_column_reader(0)? else {
            let other = ParquetError::General("its first column is no text".to_owned());
            return Err(other.into());
        };
        let mut values: Vec<ByteArray> = Vec::new();
        // A call may read less than it was asked for, and nothing at the end.
        while column.read_records(AT_A_TIME, None, None, &mut values)?.0 > 0 {}
        let text = |value: &ByteArray| String::from_utf8_lossy(value.data()).into_owned();
        units.extend(values.iter().map(text));
    }
    Ok(units)
}

fn properties() -> WriterPropertiesPtr {
    let version = KeyValue {
        key: "pledge.lake".to_owned(),
        value: Some(VERSION.to_string()),
    };
    let properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(true)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(vec![version]));
    Arc::new(properties.build())
}

/// Values of a column, by type.
enum Values<R> {
    Text(for<'a> fn(&'a R) -> Cow<'a, str>),
    MayText(for<'a> fn(&'a R) -> Option<&'a str>),
    Int(fn(&R) -> i32),
    MayInt(fn(&R) -> Option<i32>),
    MayLong(fn(&R) -> Option<i64>),
    Flag(fn(&R) -> bool),
    MayFlag(fn(&R) -> Option<bool>),
    Day(fn(&R) -> Date),
    MayDay(fn(&R) -> Option<Date>),
}

impl<R> Values<R> {
    /// The column in the language of schemas.
    fn declared(&self, name: &str) -> String {
        let (presence, kind, meaning) = match self {
            Self::Text(_) => ("required", "binary", " (STRING)"),
            Self::MayText(_) => ("optional", "binary", " (STRING)"),
            Self::Int(_) => ("required", "int32", ""),
            Self::MayInt(_) => ("optional", "int32", ""),
            Self::MayLong(_) => ("optional", "int64", ""),
            Self::Flag(_) => ("required", "boolean", ""),
            Self::MayFlag(_) => ("optional", "boolean", ""),
            Self::Day(_) => ("required", "int32", " (DATE)"),
            Self::MayDay(_) => ("optional", "int32", " (DATE)"),
        };
        format!("{presence} {kind} {name}{meaning};")
    }

    fn write(&self, rows: &[R], column: &mut SerializedColumnWriter<'_>) -> Encoded<()> {
        match self {
            Self::Text(value) => {
                let mut texts = Texts::default();
                let values = rows.iter().map(|row| texts.of(&value(row)));
                write::<ByteArrayType>(column, values)
            }
            Self::MayText(value) => {
                let mut texts = Texts::default();
                let values = rows.iter().map(|row| value(row).map(|t| texts.of(t)));
                write_some::<ByteArrayType>(column, values)
            }
            Self::Int(value) => write::<Int32Type>(column, rows.iter().map(value)),
            Self::MayInt(value) => write_some::<Int32Type>(column, rows.iter().map(value)),
            Self::MayLong(value) => write_some::<Int64Type>(column, rows.iter().map(value)),
            Self::Flag(value) => write::<BoolType>(column, rows.iter().map(value)),
            Self::MayFlag(value) => write_some::<BoolType>(column, rows.iter().map(value)),
            Self::Day(value) => write::<Int32Type>(column, rows.iter().map(|row| days(value(row)))),
            Self::MayDay(value) => {
                write_some::<Int32Type>(column, rows.iter().map(|row| value(row).map(days)))
            }
        }
    }
}

// Rows of a meeting stand together, so most texts of a column are that of the row before.
/// Texts of a column, with the last one kept.
#[derive(Default)]
struct Texts {
    last: Option<ByteArray>,
}

impl Texts {
    fn of(&mut self, text: &str) -> ByteArray {
        if let Some(last) = self.last.as_ref().filter(|l| l.data() == text.as_bytes()) {
            return last.clone();
        }
        let text = ByteArray::from(text);
        self.last = Some(text.clone());
        text
    }
}

fn write<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    values: impl Iterator<Item = T::T>,
) -> Encoded<()> {
    let values: Vec<T::T> = values.collect();
    column.typed::<T>().write_batch(&values, None, None)?;
    Ok(())
}

fn write_some<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    values: impl Iterator<Item = Option<T::T>>,
) -> Encoded<()> {
    let (mut some, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        some.extend(value);
    }
    column
        .typed::<T>()
        .write_batch(&some, Some(&levels), None)?;
    Ok(())
}

/// Days since 1970-01-01.
fn days(day: Date) -> i32 {
    let hours = day.duration_since(date(1970, 1, 1)).as_hours();
    i32::try_from(hours / 24).unwrap_or(i32::MAX)
}

/// A row of a table.
trait Row: Sized + 'static {
    /// Year of its meeting.
    fn year(&self) -> i16;

    /// Columns, in the order of the contract.
    fn columns() -> Vec<(&'static str, Values<Self>)>;
}

/// The rows of a year, encoded. Rows are in the order of days, so a year is one stretch.
fn file<R: Row>(rows: &[R], year: i16, properties: &WriterPropertiesPtr) -> Encoded<Vec<u8>> {
    let from = rows.partition_point(|row| row.year() < year);
    let to = rows.partition_point(|row| row.year() <= year);
    let rows = rows.get(from..to).unwrap_or_default();
    let columns = R::columns();
    let declared: Vec<String> = columns
        .iter()
        .map(|(name, values)| values.declared(name))
        .collect();
    let schema = parse_message_type(&format!("message row {{ {} }}", declared.join(" ")))?;
    let mut writer =
        SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::clone(properties))?;
    if !rows.is_empty() {
        let mut group = writer.next_row_group()?;
        for (_, values) in &columns {
            if let Some(mut column) = group.next_column()? {
                values.write(rows, &mut column)?;
                column.close()?;
            }
        }
        group.close()?;
    }
    Ok(writer.into_inner()?)
}

fn word(word: Option<&Word>) -> Option<&str> {
    word.map(|w| &**w)
}

/// Columns of a table: name, type and value.
macro_rules! columns {
    ($($name:ident: $kind:ident = |$row:ident| $value:expr;)*) => {
        vec![$((stringify!($name), Values::$kind(|$row| $value)),)*]
    };
}

impl Row for MeetingRow {
    fn year(&self) -> i16 {
        self.meeting_date.year()
    }

    fn columns() -> Vec<(&'static str, Values<Self>)> {
        columns! {
            unit_id: Text = |r| r.unit_id.to_string().into();
            unit: Text = |r| Cow::Borrowed(&r.unit);
            organisation: MayText = |r| word(r.organisation.as_ref());
            alliance: MayText = |r| word(r.alliance.as_ref());
            region: MayText = |r| word(r.region.as_ref());
            meeting_id: Text = |r| r.meeting_id.to_string().into();
            meeting_date: Day = |r| r.meeting_date;
            present_patient: Int = |r| r.present_patient;
            present_mdt: Int = |r| r.present_mdt;
            absent: Int = |r| r.absent;
            standards: Int = |r| r.standards;
            standards_agreed: Int = |r| r.standards_agreed;
            goals: Int = |r| r.goals;
        }
    }
}

impl Row for GoalRow {
    fn year(&self) -> i16 {
        self.meeting_date.year()
    }

    fn columns() -> Vec<(&'static str, Values<Self>)> {
        columns! {
            unit_id: Text = |r| r.unit_id.to_string().into();
            meeting_id: Text = |r| r.meeting_id.to_string().into();
            meeting_date: Day = |r| r.meeting_date;
            goal_no: Int = |r| r.goal_no;
            title: MayText = |r| word(r.title.as_ref());
            strand: MayText = |r| word(r.strand.as_ref());
            decision: Text = |r| r.decision.into();
            reason: MayText = |r| r.reason;
            control: MayText = |r| r.control;
            cost: MayLong = |r| r.cost;
            hours: MayLong = |r| r.hours;
            has_owner: Flag = |r| r.has_owner;
            owner_group: MayText = |r| word(r.owner_group.as_ref());
            accepted: MayFlag = |r| r.accepted;
            due: MayDay = |r| r.due;
            until: MayDay = |r| r.until;
            merged: Int = |r| r.merged;
            evidence_findings: Int = |r| r.evidence_findings;
            evidence_comments: Int = |r| r.evidence_comments;
        }
    }
}

impl Row for ThemeRow {
    fn year(&self) -> i16 {
        self.year
    }

    fn columns() -> Vec<(&'static str, Values<Self>)> {
        columns! {
            unit_id: Text = |r| r.unit_id.to_string().into();
            meeting_id: Text = |r| r.meeting_id.to_string().into();
            goal_no: Int = |r| r.goal_no;
            theme_no: Int = |r| r.theme_no;
            theme: Text = |r| Cow::Borrowed(&r.theme);
        }
    }
}

impl Row for ReviewRow {
    fn year(&self) -> i16 {
        self.year
    }

    fn columns() -> Vec<(&'static str, Values<Self>)> {
        columns! {
            unit_id: Text = |r| r.unit_id.to_string().into();
            meeting_id: Text = |r| r.meeting_id.to_string().into();
            goal_no: Int = |r| r.goal_no;
            review_no: Int = |r| r.review_no;
            due: MayDay = |r| r.due;
            looked_on: MayDay = |r| r.looked_on;
            status: MayText = |r| r.status;
            new_due: MayDay = |r| r.new_due;
            months_since: MayInt = |r| r.months_since;
            days_since: MayInt = |r| r.days_since;
        }
    }
}

impl Row for EvidenceRow {
    fn year(&self) -> i16 {
        self.year
    }

    fn columns() -> Vec<(&'static str, Values<Self>)> {
        columns! {
            unit_id: Text = |r| r.unit_id.to_string().into();
            meeting_id: Text = |r| r.meeting_id.to_string().into();
            goal_no: Int = |r| r.goal_no;
            review_no: Int = |r| r.review_no;
            entry_no: Int = |r| r.entry_no;
            finding: Text = |r| Cow::Borrowed(&r.finding);
            strand: MayText = |r| word(r.strand.as_ref());
            period: MayText = |r| word(r.period.as_ref());
            positive: MayInt = |r| r.positive;
            scored: MayInt = |r| r.scored;
            withheld: Flag = |r| r.withheld;
        }
    }
}

impl Row for ResultRow {
    fn year(&self) -> i16 {
        self.year
    }

    fn columns() -> Vec<(&'static str, Values<Self>)> {
        columns! {
            unit_id: Text = |r| r.unit_id.to_string().into();
            meeting_id: Text = |r| r.meeting_id.to_string().into();
            round_no: Int = |r| r.round_no;
            entry_no: Int = |r| r.entry_no;
            method: Text = |r| r.method.into();
            weight: Text = |r| r.weight.into();
            voted_patient: Int = |r| r.voted_patient;
            voted_mdt: Int = |r| r.voted_mdt;
            goal_no: MayInt = |r| r.goal_no;
            balanced_milli: MayInt = |r| r.balanced_milli;
            patient_milli: MayInt = |r| r.patient_milli;
            mdt_milli: MayInt = |r| r.mdt_milli;
            parted: MayFlag = |r| r.parted;
            withheld: Flag = |r| r.withheld;
            last_round: Flag = |r| r.last_round;
        }
    }
}

impl Row for StandardRow {
    fn year(&self) -> i16 {
        self.year
    }

    fn columns() -> Vec<(&'static str, Values<Self>)> {
        columns! {
            unit_id: Text = |r| r.unit_id.to_string().into();
            meeting_id: Text = |r| r.meeting_id.to_string().into();
            standard_no: Int = |r| r.standard_no;
            theme: Text = |r| Cow::Borrowed(&r.theme);
            agreed: Flag = |r| r.agreed;
        }
    }
}
