//! Headers of real reports, with the role and the words that are left.

use super::*;

fn what(text: &str) -> Option<HeaderMeaning> {
    parse_header(text).what
}

#[test]
fn headers_say_what_a_column_holds() {
    let is = |what| Some(HeaderMeaning::Is(what));
    for (text, expected) in [
        ("Question", is(ColumnContent::Question)),
        ("Question text", is(ColumnContent::Question)),
        ("HCAHPS Question", is(ColumnContent::Question)),
        ("Q no.", is(ColumnContent::Code)),
        ("Question number", is(ColumnContent::Code)),
        ("Base", is(ColumnContent::Base)),
        ("n", is(ColumnContent::Base)),
        ("Number of responses (n)", is(ColumnContent::Base)),
        ("Number of Completed Surveys", is(ColumnContent::Base)),
        ("Unweighted base", is(ColumnContent::Base)),
        ("Total", is(ColumnContent::Base)),
        ("%", is(ColumnContent::Percentage)),
        ("% positive", is(ColumnContent::Percentage)),
        ("Positive (%)", is(ColumnContent::Percentage)),
        ("Case mix adjusted score", is(ColumnContent::Percentage)),
        ("HCAHPS Answer Percent", is(ColumnContent::Percentage)),
        ("Percentage of respondents", is(ColumnContent::Percentage)),
        ("Positive", is(ColumnContent::Count)),
        ("Number positive", is(ColumnContent::Count)),
        ("Count", is(ColumnContent::Count)),
        ("England 2025", is(ColumnContent::National)),
        ("National average score", is(ColumnContent::National)),
        ("National base", Some(HeaderMeaning::Other)),
        ("Lower expected range", is(ColumnContent::Lower)),
        ("Upper limit of expected range", is(ColumnContent::Upper)),
        ("Expected range - from", is(ColumnContent::Lower)),
        ("Expected range - to", is(ColumnContent::Upper)),
        ("Expected range", is(ColumnContent::Range)),
        ("Lower confidence limit", Some(HeaderMeaning::Other)),
        ("Lower limit", Some(HeaderMeaning::Other)),
        ("95% CI upper", Some(HeaderMeaning::Other)),
        ("Response rate", Some(HeaderMeaning::Other)),
        ("% negative", Some(HeaderMeaning::Other)),
        ("Trust name", is(ColumnContent::Hospital)),
        ("Trust code", Some(HeaderMeaning::HospitalCode)),
        ("Strand", Some(HeaderMeaning::Strand)),
        ("Patient group", Some(HeaderMeaning::Strand)),
        ("Year", Some(HeaderMeaning::Period)),
        ("Section", is(ColumnContent::Theme)),
        ("Responses", Some(HeaderMeaning::Responses)),
        ("Answer", is(ColumnContent::Answer)),
        (
            "Were you told how long you would have to wait to be seen?",
            None,
        ),
    ] {
        assert_eq!(what(text), expected, "{text}");
    }
}

#[test]
fn what_is_left_of_a_header_says_whose_it_is() {
    for (text, period, rest) in [
        ("Primary %", None, "Primary"),
        ("% Secondary 2023", Some("2023"), "Secondary"),
        (
            "Secondary breast cancer (n)",
            None,
            "Secondary breast cancer",
        ),
        ("2026", Some("2026"), ""),
        ("Number of responses", None, ""),
        ("Our trust % positive", None, ""),
    ] {
        let header = parse_header(text);
        assert_eq!(
            (header.period.as_deref(), header.rest.as_str()),
            (period, rest),
            "{text}"
        );
    }
    assert_eq!(parse_header("Primary (n=131)").base, Some(131));
    assert_eq!(parse_header("Primary (n=1,131)").rest, "Primary");
    assert_eq!(parse_header("Base: 22").base, Some(22));
    assert!(parse_header("Weighted %").is_adjusted);
    assert!(!parse_header("Unweighted %").is_adjusted);
    assert_eq!(figure_label("England 2025 (%)"), "England 2025");
    assert!(is_everybody("All patients") && !is_everybody("Patients with lymphoma"));
}
