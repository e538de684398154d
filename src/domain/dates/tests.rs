//! Every accepted form of a date, and every refusal.

use jiff::civil::date;
use proptest::{prelude::*, string::string_regex};

use super::*;

/// A Tuesday.
const TODAY: Date = date(2026, 11, 24);

fn read(text: &str) -> Result<Date, DateError> {
    understand(text, TODAY)
}

#[test]
fn every_form_is_understood() {
    for (text, expected) in [
        ("28 feb", date(2027, 2, 28)),
        ("28 february 2027", date(2027, 2, 28)),
        ("28 FEBRUARY, 2027", date(2027, 2, 28)),
        ("28/2/2027", date(2027, 2, 28)),
        ("28.2.27", date(2027, 2, 28)),
        ("28-2-2027", date(2027, 2, 28)),
        ("28-feb-27", date(2027, 2, 28)),
        ("28feb", date(2027, 2, 28)),
        ("28/2", date(2027, 2, 28)),
        ("3/4", date(2027, 4, 3)),
        ("feb 28", date(2027, 2, 28)),
        ("2027-02-28", date(2027, 2, 28)),
        ("end feb", date(2027, 2, 28)),
        ("by the end of february", date(2027, 2, 28)),
        ("end feb 2028", date(2028, 2, 29)),
        ("feb", date(2027, 2, 28)),
        ("Feb 2028", date(2028, 2, 29)),
        ("mid march", date(2027, 3, 15)),
        ("mid-march", date(2027, 3, 15)),
        ("early march", date(2027, 3, 1)),
        ("start of march 2028", date(2028, 3, 1)),
        ("end of the year", date(2026, 12, 31)),
        ("3rd march", date(2027, 3, 3)),
        ("the 1st of Sept.", date(2027, 9, 1)),
        ("today", TODAY),
        (" Tomorrow ", date(2026, 11, 25)),
        ("in 6 weeks", date(2027, 1, 5)),
        ("6 weeks", date(2027, 1, 5)),
        ("in six weeks", date(2027, 1, 5)),
        ("in a month", date(2026, 12, 24)),
        ("in 3 months", date(2027, 2, 24)),
        ("in 10 days", date(2026, 12, 4)),
        ("2 years", date(2028, 11, 24)),
        ("next monday", date(2026, 11, 30)),
        ("friday", date(2026, 11, 27)),
        ("on thurs", date(2026, 11, 26)),
        ("tuesday", TODAY),
        ("next tuesday", date(2026, 12, 1)),
        ("by christmas", date(2026, 12, 24)),
        ("before Christmas", date(2026, 12, 24)),
        ("christmas 2027", date(2027, 12, 24)),
        ("before easter", date(2027, 3, 25)),
        ("easter 2028", date(2028, 4, 13)),
        ("by new year", date(2026, 12, 31)),
        ("end of next month", date(2026, 12, 31)),
        ("next month", date(2026, 12, 31)),
        ("end of the month", date(2026, 11, 30)),
        ("end of this month", date(2026, 11, 30)),
        ("end of the week", date(2026, 11, 27)),
        ("next week", date(2026, 12, 4)),
        ("end of next year", date(2027, 12, 31)),
        ("next spring", date(2027, 5, 31)),
        ("in the spring", date(2027, 5, 31)),
        ("spring 2028", date(2028, 5, 31)),
        ("end of summer", date(2027, 8, 31)),
        ("this autumn", date(2026, 11, 30)),
        ("next autumn", date(2027, 11, 30)),
        ("winter 2027", date(2028, 2, 29)),
        ("by winter", date(2027, 2, 28)),
    ] {
        assert_eq!(read(text), Ok(expected), "{text}");
    }
}

#[test]
fn without_a_year_it_is_the_next() {
    assert_eq!(read("24 nov"), Ok(TODAY));
    assert_eq!(read("23 nov"), Ok(date(2027, 11, 23)));
    assert_eq!(read("nov"), Ok(date(2026, 11, 30)));
    assert_eq!(read("mid nov"), Ok(date(2027, 11, 15)));
    assert_eq!(read("29 feb"), Ok(date(2028, 2, 29)));
    assert_eq!(
        understand("29 feb", date(2096, 3, 1)),
        Ok(date(2104, 2, 29))
    );
}

#[test]
fn a_year_may_be_past() {
    assert_eq!(read("1 march 2020"), Ok(date(2020, 3, 1)));
}

#[test]
fn a_day_that_is_not_is_refused_by_name() {
    let said = |text| read(text).unwrap_err().to_string();
    assert_eq!(said("31 feb"), "There is no 31 February.");
    assert_eq!(said("29 feb 2027"), "There is no 29 February 2027.");
    assert_eq!(said("31/4/27"), "There is no 31 April 2027.");
    assert_eq!(said("2027-02-30"), "There is no 30 February 2027.");
    assert_eq!(said("0 march"), "There is no 0 March.");
    assert_eq!(
        said("2/28/2027"),
        "There is no month 28. The day comes first, as in 28/2/2027."
    );
    assert_eq!(said("in 999999 years"), "That is too far ahead.");
    assert_eq!(said("in 2000000000 weeks"), "That is too far ahead.");
    assert!(said(" ").starts_with("Type a date, such as 28 feb, "));
}

#[test]
fn what_is_no_date_is_told_the_forms() {
    for text in [
        "soon",
        "feb feb",
        "31",
        "2027",
        "2/2027",
        "in -6 weeks",
        "2.5 weeks",
        "28 feb 20277",
        "28 feb 127",
        "next",
        "fe",
        "12:30",
        "28//2",
        "99999999999 feb",
        "28 feb 2027 13",
        "week",
        "一月",
        "after christmas",
        "before march",
        "half term",
        "spring spring",
    ] {
        let problem = read(text).unwrap_err();
        assert_eq!(problem, DateError::Unknown(text.to_owned()));
        assert!(problem.to_string().contains("2027-02-28"), "{problem}");
    }
    assert_eq!(
        read(&"x".repeat(500)),
        Err(DateError::Unknown("x".repeat(40)))
    );
}

#[test]
fn the_forms_it_names_are_understood() {
    for form in FORMS.split(", ").flat_map(|forms| forms.split(" or ")) {
        assert!(read(form).is_ok(), "{form}");
    }
}

#[test]
fn dates_are_said() {
    assert_eq!(say(date(2027, 2, 28)), "28 February 2027");
    assert_eq!(short(date(2027, 9, 3)), "3 Sep 2027");
    assert_eq!(long(date(2027, 2, 28)), "Sunday 28 February 2027");
    assert_eq!(short_with_weekday(date(2027, 9, 3)), "Fri 3 Sep 2027");
}

fn any_date() -> impl Strategy<Value = Date> {
    (1000_i16..=9990, 1_i8..=12, 1_i8..=31).prop_map(|(year, month, day)| {
        let first = Date::new(year, month, 1).unwrap();
        Date::new(year, month, day.min(first.days_in_month())).unwrap()
    })
}

proptest! {
    #[test]
    fn what_is_said_is_understood(date in any_date(), today in any_date()) {
        prop_assert_eq!(understand(&say(date), today), Ok(date));
        prop_assert_eq!(understand(&short(date), today), Ok(date));
        prop_assert_eq!(understand(&date.to_string(), today), Ok(date));
    }

    #[test]
    fn without_a_year_it_is_never_past(day in 1..=31_i32, month in 0_usize..12, today in any_date()) {
        if let Ok(date) = understand(&format!("{day} {}", MONTHS[month]), today) {
            prop_assert!(date >= today);
        }
        prop_assert!(understand(MONTHS[month], today).unwrap() >= today);
    }

    #[test]
    fn any_text_is_answered(text in string_regex("\\PC{0,30}|[0-9a-z /.-]{0,20}").unwrap(), today in any_date()) {
        let _ = understand(&text, today).map_err(|problem| problem.to_string());
    }
}
