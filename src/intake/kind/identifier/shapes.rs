//! Recognises single cells that identify people: addresses, postcodes, numbers and tokens.

/// True for an e-mail address.
pub(in crate::intake) fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.trim().split_once('@') else {
        return false;
    };
    !name.is_empty() && !text.trim().contains(' ') && domain.contains('.') && !domain.ends_with('.')
}

pub(super) fn is_ip(text: &str) -> bool {
    text.trim().parse::<std::net::IpAddr>().is_ok()
}

/// True for a full British postcode: `LS1 3EX`.
pub(super) fn is_postcode(text: &str) -> bool {
    let code: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let Some((outward, inward)) = code
        .len()
        .checked_sub(3)
        .and_then(|at| code.split_at_checked(at))
    else {
        return false;
    };
    let [a, b, c] = inward else { return false };
    let digits = outward.iter().filter(|c| c.is_ascii_digit()).count();
    a.is_ascii_digit()
        && b.is_ascii_alphabetic()
        && c.is_ascii_alphabetic()
        && (2..=4).contains(&outward.len())
        && outward.first().is_some_and(char::is_ascii_alphabetic)
        && (1..=2).contains(&digits)
        && outward.iter().all(char::is_ascii_alphanumeric)
}

/// True for ten digits with a valid check digit: modulus 11, weights 10 to 2 (NHS Data Dictionary, NHS NUMBER).
pub(super) fn is_nhs_number(text: &str) -> bool {
    let text = text.trim();
    if !text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'))
    {
        return false;
    }
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, others)) = digits.split_last().filter(|(_, o)| o.len() == 9) else {
        return false;
    };
    let sum: u32 = others.iter().zip((2..=10).rev()).map(|(d, w)| d * w).sum();
    (11 - sum % 11) % 11 == *check
}

pub(super) fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let marks = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '+' | '.'));
    let begins = text.starts_with(['0', '+', '(']);
    // American numbers group 3-3-4. British mobiles lose their leading 0 in a spreadsheet.
    let groups: Vec<usize> = text.split(['-', '.', ' ']).map(str::len).collect();
    if marks && (groups == [3, 3, 4] || (groups == [10] && digits == 10 && text.starts_with('7'))) {
        return true;
    }
    // `0.25` and `-1.5` begin like telephone numbers.
    marks && begins && (10..=15).contains(&digits) && !text.starts_with("0.")
}

/// True for a random token: `R_2YPOQ602ER1jkf1`, a UUID.
pub(super) fn is_token(text: &str) -> bool {
    let text = text.trim();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let upper = text.chars().filter(char::is_ascii_uppercase).count();
    let mixed = upper >= 2 && letters - upper >= 2;
    let plain = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    // Response ids of Qualtrics.
    let response = text.starts_with("R_") && (15..=19).contains(&text.len());
    plain
        && (response || text.len() >= 12 && letters >= 3 && (digits >= 2 || (mixed && digits == 1)))
}
