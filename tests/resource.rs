//! The resource of the program for Windows, read out of the built exe: icon, version and manifest.

use crate::harness::{Outside, requires};

const ICON_GROUP: u32 = 14;
const VERSION: u32 = 16;
const MANIFEST: u32 = 24;

fn word(bytes: &[u8], at: usize) -> usize {
    usize::from(u16::from_le_bytes(bytes[at..at + 2].try_into().unwrap()))
}

fn double_word(bytes: &[u8], at: usize) -> usize {
    let value = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    usize::try_from(value).unwrap()
}

/// The resources of a program, each with the number of its kind. None where the program has none.
// By the description of the format: <https://learn.microsoft.com/windows/win32/debug/pe-format>.
fn resources(exe: &[u8]) -> Vec<(u32, &[u8])> {
    let header = double_word(exe, 0x3c);
    assert_eq!(&exe[header..header + 4], b"PE\0\0");
    let first = header + 24 + word(exe, header + 20);
    let sections = (0..word(exe, header + 6)).map(|nth| &exe[first + 40 * nth..][..40]);
    let Some(section) = sections.into_iter().find(|s| s.starts_with(b".rsrc\0")) else {
        return Vec::new();
    };
    let (address, start) = (double_word(section, 12), double_word(section, 20));
    let tree = &exe[start..];
    let mut found = Vec::new();
    let mut left = vec![(0, None)];
    while let Some((directory, kind)) = left.pop() {
        let entries = word(tree, directory + 12) + word(tree, directory + 14);
        for nth in 0..entries {
            let entry = directory + 16 + 8 * nth;
            let kind = kind.unwrap_or_else(|| double_word(tree, entry));
            let below = double_word(tree, entry + 4);
            if below >> 31 == 1 {
                left.push((below & 0x7fff_ffff, Some(kind)));
            } else {
                let data = double_word(tree, below) - address;
                let size = double_word(tree, below + 4);
                found.push((u32::try_from(kind).unwrap(), &tree[data..data + size]));
            }
        }
    }
    found
}

#[test]
fn the_exe_has_an_icon_a_version_and_a_manifest() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let exe = std::fs::read(exe).unwrap();
    let resources = resources(&exe);
    let only = |kind: u32| {
        let of: Vec<&[u8]> = resources
            .iter()
            .filter(|r| r.0 == kind)
            .map(|r| r.1)
            .collect();
        assert_eq!(of.len(), 1, "kind {kind}");
        of[0]
    };

    let icon = only(ICON_GROUP);
    let sizes: Vec<u8> = (0..word(icon, 4)).map(|nth| icon[6 + 14 * nth]).collect();
    // 0 stands for 256.
    assert_eq!(sizes, [16, 32, 48, 0]);

    let version = only(VERSION);
    let fixed = version
        .windows(4)
        .position(|w| w == 0xfeef_04bd_u32.to_le_bytes())
        .unwrap();
    let numbers = [10, 8, 14, 12].map(|at| word(version, fixed + at).to_string());
    assert_eq!(
        numbers.join("."),
        format!("{}.0", env!("CARGO_PKG_VERSION"))
    );
    let text: String = version
        .chunks_exact(2)
        .map(|unit| {
            char::from_u32(u32::from(u16::from_le_bytes([unit[0], unit[1]]))).unwrap_or('?')
        })
        .collect();
    assert!(
        text.contains("pledge.exe") && text.contains(env!("CARGO_PKG_VERSION")),
        "{text}"
    );

    let manifest = std::str::from_utf8(only(MANIFEST)).unwrap();
    for part in [
        "level=\"asInvoker\"",
        "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}",
        ">true</longPathAware>",
        ">UTF-8</activeCodePage>",
        concat!("version=\"", env!("CARGO_PKG_VERSION"), ".0\""),
    ] {
        assert!(manifest.contains(part), "{part} is not in {manifest}");
    }
}
