//! Word documents of the finished sample, read by a library that is not ours.

use std::{fs, process::Command};

use super::Samples;
use crate::harness::{Outside, requires};

/// Prints what a committee sees of a document: its properties, and each paragraph and table with its style.
const READ: &str = r"
import sys, docx
d = docx.Document(sys.argv[1])
print('title:', d.core_properties.title, '|', d.core_properties.language, '|', d.core_properties.created.date())
section = d.sections[0]
print('sheet:', round(section.page_width.mm), 'x', round(section.page_height.mm))
print('foot:', section.footer.paragraphs[0].style.name, section.footer._element.xpath('.//w:fldSimple/@w:instr'))
for run in d.element.body.iter('{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rPr'):
    print('FORMATTED BESIDE ITS STYLE')
for block in d.iter_inner_content():
    if isinstance(block, docx.table.Table):
        head = block.rows[0]._tr.xpath('./w:trPr/w:tblHeader')
        cells = [c.text for c in block.rows[0].cells]
        print('  [%s] %d rows, %s %s' % (block.style.name, len(block.rows), 'heading' if head else 'first', cells))
    elif block.style.name.startswith(('Heading', 'Title', 'Subtitle')):
        print('%s: %s' % (block.style.name, block.text))
    else:
        print('  (%s)' % block.style.name)
";

fn read_back(samples: &Samples, arguments: &[&str], python: &std::path::Path) -> String {
    let file = samples.0.path().join("out.docx");
    let to = ["export", "northbrook-finished", "--to"];
    let done = samples.run(&[&to, arguments, &["-o", "out.docx"]].concat());
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let done = Command::new(python)
        .args(["-c", READ])
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    fs::remove_file(file).unwrap();
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn python_docx_reads_minutes_ask_and_booklet() {
    let Some(python) = requires(Outside::Python) else {
        return;
    };
    let samples = Samples::new();
    for (name, arguments) in [
        ("minutes", &["minutes"][..]),
        ("ask", &["ask", "new-waiting-room"]),
        ("booklet", &["docx"]),
    ] {
        let read = read_back(&samples, arguments, &python);
        assert!(!read.contains("FORMATTED"), "{read}");
        // One line for a run of paragraphs of one style.
        let mut lines: Vec<&str> = read.lines().collect();
        lines.dedup();
        insta::assert_snapshot!(format!("word {name}"), lines.join("\n"));
    }
}
