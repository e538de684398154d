//! z test of two proportions.
//!
//! The code of a change follows from Newcombe's interval. This test gives the probability that the Benjamini-Hochberg procedure
//! needs for each comparison.

use super::Share;

/// Result of the z test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZTest {
    /// Difference in standard errors, positive if `now` is higher.
    pub z: f64,
    /// Two-sided probability of a difference that large by chance, 0 to 1.
    pub p: f64,
}

/// Two-sided z test of two proportions.
///
/// `z = (p₂-p₁) / √(p(1-p)(1/n₁+1/n₂))` with the pooled share `p`: Altman, "Practical Statistics for Medical Research" (1991),
/// section 10.3. `None` if all answers are positive or none is.
pub fn two_proportions(before: Share, now: Share) -> Option<ZTest> {
    let (n1, n2) = (f64::from(before.scored()), f64::from(now.scored()));
    let pooled = (f64::from(before.positive()) + f64::from(now.positive())) / (n1 + n2);
    let error = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
    let z = (now.percent() - before.percent()) / 100.0 / error;
    // erfc(z/√2) is twice the normal tail beyond z. The schoolbook 2·(1 - Φ(z)) cancels to 0 from z = 9 on.
    let p = libm::erfc(z.abs() / std::f64::consts::SQRT_2);
    (error > 0.0).then_some(ZTest { z, p })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{reference, share};
    use super::*;

    #[test]
    fn agrees_with_the_reference() {
        for row in reference("two_prop.json") {
            let ours = two_proportions(share(&row, "k1", "n1"), share(&row, "k2", "n2"));
            match (ours, row["z_pooled"].as_f64()) {
                (None, None) => {}
                (Some(ours), Some(z)) => {
                    let p = row["p_pooled"].as_f64().unwrap();
                    assert!((ours.z - z).abs() < 1e-9, "{ours:?} {row}");
                    assert!((ours.p - p).abs() < 1e-9, "{ours:?} {row}");
                }
                other => panic!("{other:?} {row}"),
            }
        }
    }

    #[test]
    fn equal_shares_are_no_distance_and_all_or_none_are_none() {
        let of = |k, n| Share::new(k, n).unwrap();
        let same = two_proportions(of(1, 3), of(2, 6)).unwrap();
        assert!(same.z.abs() < 1e-12 && (same.p - 1.0).abs() < 1e-12);
        assert_eq!(two_proportions(of(5, 5), of(9, 9)), None);
        assert_eq!(two_proportions(of(0, 5), of(0, 9)), None);
        assert!(two_proportions(of(68, 118), of(54, 131)).unwrap().z < 0.0);
    }
}
