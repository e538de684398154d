//! Build information for `pledge --version`, and the resource of the program for Windows: icon, version and manifest.
//!
//! The resource is compiled by calling `windres`, which comes with the compiler that links for this target. The crate
//! `winresource` calls the same program; it would be one more dependency to do what is done here, and links through an
//! archive that a linker may leave out.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=PLEDGE_TARGET={}", variable("TARGET"));
    println!("cargo:rerun-if-env-changed=PLEDGE_COMMIT");
    if let Some(commit) = commit() {
        println!("cargo:rustc-env=PLEDGE_COMMIT={commit}");
    }
    if variable("CARGO_CFG_TARGET_OS") == "windows" {
        resource();
    }
}

/// A variable that cargo sets for every build script; empty where it does not.
fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

/// The commit: of the variable `PLEDGE_COMMIT`, else of git.
///
/// A developer's build does not ask git, since it would be made anew after every commit; nor does the source archive of a
/// registry, which lies in no repository of its own.
fn commit() -> Option<String> {
    let named = variable("PLEDGE_COMMIT");
    if !named.trim().is_empty() {
        return Some(named.trim().to_owned());
    }
    // The archive may be unpacked inside somebody else's repository, whose commit is not ours.
    if variable("PROFILE") != "release" || !root().join(".git").exists() {
        return None;
    }
    let moves = PathBuf::from(git(&["rev-parse", "--git-path", "logs/HEAD"])?);
    let moves = root().join(moves);
    if moves.exists() {
        println!("cargo:rerun-if-changed={}", moves.display());
    }
    git(&["rev-parse", "--short=12", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let done = Command::new("git")
        .args(arguments)
        .current_dir(root())
        .output()
        .ok()
        .filter(|done| done.status.success())?;
    let line = String::from_utf8(done.stdout).ok()?.trim().to_owned();
    (!line.is_empty()).then_some(line)
}

fn root() -> PathBuf {
    PathBuf::from(variable("CARGO_MANIFEST_DIR"))
}

/// Compiles the resource and links it to the program. Without it the program works all the same, so nothing here fails a build.
fn resource() {
    for file in ["pledge.rc", "pledge.manifest", "pledge.ico"] {
        println!("cargo:rerun-if-changed=packaging/{file}");
    }
    if variable("CARGO_CFG_TARGET_ENV") != "gnu" {
        println!(
            "cargo:warning=pledge.exe gets no icon, version and manifest: that is done for x86_64-pc-windows-gnu"
        );
        return;
    }
    match compiled(&PathBuf::from(variable("OUT_DIR"))) {
        Ok(object) => println!("cargo:rustc-link-arg-bins={}", object.display()),
        Err(why) => {
            println!("cargo:warning=pledge.exe gets no icon, version and manifest: {why}");
        }
    }
}

/// The object file of the resource, in `folder`.
fn compiled(folder: &Path) -> io::Result<PathBuf> {
    let from = root().join("packaging");
    for file in ["pledge.rc", "pledge.manifest"] {
        let text = with_version(&fs::read_to_string(from.join(file))?);
        fs::write(folder.join(file), text)?;
    }
    fs::copy(from.join("pledge.ico"), folder.join("pledge.ico"))?;
    let of_target = format!("{}-w64-mingw32-windres", variable("CARGO_CFG_TARGET_ARCH"));
    for program in [of_target.as_str(), "windres"] {
        let done = Command::new(program)
            .args(["--output-format=coff", "pledge.rc", "pledge-resource.o"])
            .current_dir(folder)
            .output();
        match done {
            Ok(done) if done.status.success() => return Ok(folder.join("pledge-resource.o")),
            Ok(done) => {
                let why = String::from_utf8_lossy(&done.stderr).replace('\n', "; ");
                return Err(io::Error::other(format!("{program}: {why}")));
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(io::Error::other(format!("{program}: {e}"))),
        }
    }
    Err(io::Error::other(format!(
        "there is no {of_target} here (Debian: binutils-mingw-w64)"
    )))
}

/// A template with the version of `Cargo.toml` in it: as text, as four numbers, and as four numbers with commas.
fn with_version(template: &str) -> String {
    let parts = ["MAJOR", "MINOR", "PATCH"].map(|p| variable(&format!("CARGO_PKG_VERSION_{p}")));
    let numbers = format!("{}.0", parts.join("."));
    template
        .replace("@VERSION@", &variable("CARGO_PKG_VERSION"))
        .replace("@COMMAS@", &numbers.replace('.', ","))
        .replace("@NUMBERS@", &numbers)
}
