//! Wine for all tests of one run: a drive C of its own, with the program and its helpers on it.

use std::{
    fs,
    io::{Read as _, Write as _},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, OnceLock, mpsc},
    time::Duration,
};

use crate::harness::wine;

/// The longest that a command may take, the start of Wine included.
pub(super) const PATIENCE: Duration = Duration::from_secs(40);

/// Pause between two looks at a state of which there is no news.
pub(super) const AGAIN: Duration = Duration::from_millis(50);

const C_FLAGS: [&str; 4] = ["-O1", "-Wall", "-Wextra", "-Werror"];

/// A Windows without a window.
pub(super) struct Machine {
    loader: PathBuf,
    server: PathBuf,
    /// The folder of the prefix, in which `drive_c` is drive C.
    prefix: PathBuf,
    /// One process that stays: else the services of Wine end with every command and begin with the next, which takes a second.
    keeper: Mutex<Option<Child>>,
}

/// The result of a command.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

impl Machine {
    /// The one of this run, with this exe; the first call starts it.
    pub(super) fn with(exe: &Path) -> &'static Self {
        static MACHINE: OnceLock<Machine> = OnceLock::new();
        MACHINE.get_or_init(|| Self::start(exe))
    }

    fn start(exe: &Path) -> Self {
        let (loader, server) = wine().unwrap();
        let prefix = tempfile::Builder::new()
            .prefix("wine-")
            .tempdir_in(env!("CARGO_TARGET_TMPDIR"))
            .unwrap()
            .keep();
        let machine = Self {
            loader,
            server,
            prefix,
            keeper: Mutex::default(),
        };
        machine.is_removed_at_the_end();
        let booted = machine.command("wineboot").arg("-i").output().unwrap();
        assert!(machine.c().join("windows/system32").is_dir(), "{booted:?}");
        // A console has a window, and there is no screen.
        let drivers = r"HKCU\Software\Wine\Drivers";
        let added = machine
            .command("reg")
            .args(["add", drivers, "/v", "Graphics", "/d", "null", "/f"])
            .output()
            .unwrap();
        assert!(added.status.success(), "{added:?}");
        // The services read it when they begin.
        machine.stop();
        fs::create_dir(machine.c().join("pledge")).unwrap();
        let compile = |name: &str, to: &str, flags: &[&str]| {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/windows");
            let done = Command::new("x86_64-w64-mingw32-gcc")
                .args(C_FLAGS)
                .arg("-o")
                .arg(machine.c().join("pledge").join(to))
                .arg(from.join(name))
                .args(flags)
                .output()
                .unwrap();
            assert!(done.status.success(), "{name}: {done:?}");
        };
        compile("shim.c", "bcryptprimitives.dll", &["-shared", "-ladvapi32"]);
        compile("driver.c", "driver.exe", &["-luser32"]);
        let program = machine.c().join("pledge/pledge.exe");
        fs::hard_link(exe, &program)
            .or_else(|_| fs::copy(exe, &program).map(|_| ()))
            .unwrap();
        let mut keeper = machine
            .command(DRIVER)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The services keep what the first program was started with: a test's own pipes would stay open for ever.
        let mut answer = [0; 1];
        keeper
            .stderr
            .as_mut()
            .unwrap()
            .read_exact(&mut answer)
            .unwrap();
        *machine.keeper.lock().unwrap() = Some(keeper);
        machine
    }

    /// A shell that waits for the end of this process, however it comes, and then ends Wine and removes its drive.
    #[expect(clippy::zombie_processes, reason = "it outlives this process")]
    fn is_removed_at_the_end(&self) {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "cat; \"$0\" -k; \"$0\" -w; rm -rf \"$1\""])
            .arg(&self.server)
            .arg(&self.prefix)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut shell = self.environment(&mut shell).spawn().unwrap();
        // Closed by the end of this process and by nothing else.
        std::mem::forget(shell.stdin.take().unwrap());
    }

    fn stop(&self) {
        for order in ["-k", "-w"] {
            let mut server = Command::new(&self.server);
            self.environment(server.arg(order)).output().unwrap();
        }
    }

    /// Drive C, as Linux sees it.
    pub(super) fn c(&self) -> PathBuf {
        self.prefix.join("drive_c")
    }

    /// A place on drive C, as Windows names it.
    pub(super) fn named(&self, place: &Path) -> String {
        let below = place.strip_prefix(self.c()).unwrap();
        format!("C:\\{}", below.to_str().unwrap().replace('/', "\\"))
    }

    fn environment<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", &self.prefix)
            .env("WINEPREFIX", &self.prefix)
            .env("WINESERVER", &self.server)
            .env("WINEDEBUG", "-all")
            // Neither is there, and each is offered for download when a drive is made.
            .env("WINEDLLOVERRIDES", "mscoree=;mshtml=;bcryptprimitives=n,b")
            .env("LANG", "C.UTF-8")
            .env("USER", ACCOUNT)
            .env("TZ", "UTC")
    }

    /// A program of Windows.
    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(&self.loader);
        self.environment(&mut command).arg(program);
        command
    }
}

/// The program and the helper on drive C.
pub(super) const PLEDGE: &str = r"C:\pledge\pledge.exe";
pub(super) const DRIVER: &str = r"C:\pledge\driver.exe";
/// The account on both systems.
pub(super) const ACCOUNT: &str = "Sian";

/// Runs a command with this on its standard input; one that does not end is ended, and is a failure.
#[track_caller]
pub(super) fn finished(command: &mut Command, input: &[u8]) -> Done {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // With the programs that it starts.
        .process_group(0)
        .spawn()
        .unwrap();
    let group = format!("-{}", child.id());
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program may end without reading what is there for it.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let (gone, still_there) = mpsc::channel::<()>();
    let watchdog = std::thread::spawn(move || {
        let is_late = still_there.recv_timeout(PATIENCE).is_err();
        if is_late {
            let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        }
        is_late
    });
    let output = child.wait_with_output().unwrap();
    let _ = gone.send(());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let done = Done {
        code: output.status.code(),
        out: text(&output.stdout),
        err: text(&output.stderr),
    };
    writer.join().unwrap();
    assert!(
        !watchdog.join().unwrap(),
        "{command:?} does not end: {done:?}"
    );
    done
}
