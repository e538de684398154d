//! Numbers as files have them, without rounding.

use crate::domain::vote::tally::Exact;

/// A number as people and programs write it, exactly: `12000`, `12000.50`, `12000,50`, `1.2e4`, `1/3`.
pub fn exact(text: &str) -> Option<Exact> {
    let text = text.trim();
    if let Some((above, below)) = text.split_once('/') {
        let (above, below) = (above.trim().parse().ok()?, below.trim().parse().ok()?);
        return (below > 0_i64).then(|| Exact::new(above, below));
    }
    let (number, power) = match text.split_once(['e', 'E']) {
        Some((number, power)) => (number, power.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, number) = match number.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let power = power.checked_sub(i32::try_from(part.len()).ok()?)?;
    let digits: i64 = digits.parse().ok()?;
    let ten = 10_i64.checked_pow(power.unsigned_abs())?;
    if power < 0 {
        Some(Exact::new(sign * digits, ten))
    } else {
        Some(Exact::from_integer((sign * digits).checked_mul(ten)?))
    }
}
