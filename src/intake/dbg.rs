//! Debug
#[test]
fn dbg_all() {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/surveys");
    let mut paths: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        match crate::intake::export::open(&path, Default::default()) {
            Err(r) => println!(
                "== {} REFUSED {r} // {}",
                path.file_name().unwrap().to_string_lossy(),
                r.help
            ),
            Ok(e) => {
                println!(
                    "== {} {:?} {:?} rows {} cols {} notes {:?}",
                    e.name,
                    e.platform,
                    e.reading,
                    e.table.rows(),
                    e.columns.len(),
                    e.notes
                );
                for (c, k) in e.columns.iter().zip(e.table.columns()).take(40) {
                    println!(
                        "   {:20} {:?} {} {:?} | {} | {:?}",
                        c.id,
                        c.kind,
                        k.answered(),
                        k.answers().map(|a| a.len()),
                        c.question.chars().take(60).collect::<String>(),
                        c.option
                    );
                }
            }
        }
    }
}
