//! Whatever goes into a table comes out of it, on both sides of every way to keep a column.

use proptest::prelude::*;

use super::*;

fn column(cells: &[&str]) -> AnswerColumn {
    let rows: Vec<Vec<&str>> = cells.iter().map(|c| vec![*c]).collect();
    Table::from_rows(1, &rows).columns()[0].clone()
}

/// `different` distinct answers, each twice, separated by blanks.
fn many(different: usize) -> Vec<String> {
    let once = (0..different).flat_map(|n| [format!("answer {n}"), String::new()]);
    once.chain((0..different).map(|n| format!("answer {n}")))
        .collect()
}

#[test]
fn every_way_to_keep_a_column_gives_back_what_went_in() {
    for different in [0, 1, 255, 256, 257, MOST_ANSWERS, MOST_ANSWERS + 1, 9000] {
        let cells = many(different);
        let refs: Vec<&str> = cells.iter().map(String::as_str).collect();
        let column = column(&refs);
        for (row, cell) in cells.iter().enumerate() {
            assert_eq!(column.cell(row), cell, "{different} answers, row {row}");
        }
        assert_eq!(column.answered() as usize, 2 * different);
        let words = different > MOST_ANSWERS;
        assert_eq!(column.answers().is_none(), words, "{different}");
        if let Some(answers) = column.answers() {
            assert_eq!(answers.len(), different);
            assert!(answers.iter().all(|a| a.count == 2));
        }
    }
}

#[test]
fn an_empty_column_costs_nothing_and_says_so() {
    let table = Table::from_rows(3, &[vec!["a"], vec!["", " "]]);
    assert_eq!((table.rows(), table.columns().len()), (2, 3));
    assert!(matches!(table.columns()[1].cells, ColumnStorage::Nothing));
    assert_eq!(table.columns()[2].answers(), Some(&[][..]));
    assert_eq!(table.number(1), 2);
    assert_eq!(table.number(2), 0);
}

#[test]
fn a_full_table_and_what_is_not_text_are_refused() {
    let mut builder = TableBuilder::new(1, 100);
    let cell = [b'x'; 90];
    let put = |builder: &mut TableBuilder, cell: &[u8]| builder.row(1, [(0, cell)].into_iter());
    assert_eq!(put(&mut builder, &cell), Err(NotKept::TooMuch));
    let mut builder = TableBuilder::new(1, 1000);
    assert_eq!(put(&mut builder, b"caf\xE9"), Err(NotKept::NotText));
}

#[test]
fn rows_that_are_passed_over_count_before_they_take_room() {
    let mut builder = TableBuilder::new(1, 10_000);
    for number in 1..2000 {
        assert_eq!(builder.row(number, std::iter::empty()), Ok(()));
    }
    let one = |builder: &mut TableBuilder| builder.row(2000, [(0, &b"x"[..])].into_iter());
    assert_eq!(one(&mut builder), Err(NotKept::TooMuch));
}

#[test]
fn as_many_answers_as_a_byte_counts_cost_no_more_with_every_row() {
    let mut builder = TableBuilder::new(1, 150_000);
    for number in 1..=20_000_u32 {
        let cell = (number % 255).to_string();
        let put = builder.row(number, [(0, cell.as_bytes())].into_iter());
        assert_eq!(put, Ok(()), "row {number}");
    }
    assert_eq!(
        builder.finish().columns()[0].answers().map(<[_]>::len),
        Some(255)
    );
}

#[test]
fn a_row_that_is_taken_back_costs_nothing() {
    let mut builder = TableBuilder::new(1, 100);
    for number in 1..1000 {
        assert_eq!(builder.row(number, std::iter::empty()), Ok(()));
        builder.take_back();
    }
    assert_eq!(builder.rows(), 0);
}

/// A cell without blanks at its ends and without the apostrophe of a tool.
fn as_it_comes_out(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.trim(),
        _ => cell,
    }
}

#[test]
fn an_apostrophe_that_a_tool_put_before_a_sign_is_taken_away() {
    let cells = [
        "'-2",
        "'+ kind",
        "'=) lovely",
        "'@ward",
        "'tis fine",
        "'",
        "it's -2",
        " '-1",
    ];
    let column = column(&cells);
    let out: Vec<&str> = (0..cells.len()).map(|row| column.cell(row)).collect();
    assert_eq!(
        out,
        [
            "-2",
            "+ kind",
            "=) lovely",
            "@ward",
            "'tis fine",
            "'",
            "it's -2",
            "-1"
        ]
    );
}

#[test]
fn rows_that_are_left_out_leave_nothing_behind() {
    for different in [3, 300, MOST_ANSWERS + 1] {
        let cells = many(different);
        let rows: Vec<Vec<&str>> = cells.iter().map(|c| vec![c.as_str(), ""]).collect();
        let mut table = Table::from_rows(2, &rows);
        table.retain(|row| row % 3 == 1);
        let kept: Vec<&String> = cells.iter().skip(1).step_by(3).collect();
        assert_eq!(table.rows(), kept.len());
        let column = &table.columns()[0];
        for (row, cell) in kept.iter().enumerate() {
            assert_eq!(column.cell(row), **cell, "{different}");
        }
        assert_eq!(table.number(1), 5);
        let answered = kept.iter().filter(|c| !c.is_empty()).count();
        assert_eq!(column.answered() as usize, answered);
        for answer in column.answers().unwrap_or_default() {
            let naive = kept.iter().filter(|c| ***c == answer.text).count();
            assert_eq!((answer.count as usize, naive > 0), (naive, true));
        }
    }
}

proptest! {
    #[test]
    fn rows_come_out_as_they_went_in(
        rows in prop::collection::vec(prop::collection::vec("[ \u{A0}]?(|a|bb|[a-zé]{1,9}|.{0,20})[ \t]?", 0..5), 0..60),
    ) {
        let table = Table::from_rows(4, &rows);
        prop_assert_eq!(table.rows(), rows.len());
        for (nth, column) in table.columns().iter().enumerate() {
            let mut answered = 0;
            for (row, cells) in rows.iter().enumerate() {
                let cell = cells.get(nth).map_or("", |c| as_it_comes_out(c));
                answered += u32::from(!cell.is_empty());
                prop_assert_eq!(column.cell(row), cell);
                let by_code = column.code(row).map_or("", |c| column.answers().unwrap()[c].text.as_str());
                prop_assert_eq!(by_code, cell);
            }
            prop_assert_eq!(column.answered(), answered);
        }
    }

    #[test]
    fn crossing_is_counting(rows in prop::collection::vec((0_u8..4, 0_usize..400), 0..700)) {
        let cells: Vec<Vec<String>> = rows.iter().map(|(_, n)| vec![if n % 7 == 0 { String::new() } else { n.to_string() }]).collect();
        let table = Table::from_rows(1, &cells);
        let column = &table.columns()[0];
        let groups: Vec<u8> = rows.iter().map(|(g, _)| if *g == 3 { NO_GROUP } else { *g }).collect();
        let crossed = column.cross(&groups, 3).unwrap();
        for group in 0..3_u8 {
            for (code, answer) in column.answers().unwrap().iter().enumerate() {
                let naive = (0..rows.len()).filter(|row| groups[*row] == group && column.cell(*row) == answer.text).count();
                prop_assert_eq!(crossed[usize::from(group)][code] as usize, naive);
            }
        }
    }
}
