"""Installs each package, and runs the sample's story from it: for `.ci/packages`."""
import datetime
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import zipfile

import pack

SAMPLE = os.path.join(pack.ROOT, "sample-data")

# Marks of seats 1 to 9 for four goals.
BALLOTS = ("4 2 4 5", "4 1 3 4", "3 3 1 4", "4 2 2 3", "5 0 2 4", "2 1 1 3", "5 4 5 2", "5 5 5 1", "4 4 5 2")

# A meeting line by line, from the first name ticked to what was agreed.
MEETING = [
    *["space"] * 10, "s", "themes", "s", "We will say how long the wait is. Siân Llŷr agrees.", "a", "g", "Ring the people who waited longest",
    "vote", "o", "enter", *[line for seat, marks in enumerate(BALLOTS, 1) for line in (str(seat), "enter", marks, "enter")],
    "c", "y", "home", "d", "1", "owners", "enter", "enter", "lee", "1", "enter", "jo el", "1", "enter", "Print the board",
    "5", "enter", "end feb", "esc", "close", "r", "y", "y", "s", "quit",
]


def expect(true, what, seen=""):
    if not true:
        raise SystemExit(f"{what}\n{seen}")


def sample(to):
    """A copy of the sample's units whose meeting is today's."""
    for unit in ("northbrook", "northbrook-2023", "northbrook-finished"):
        shutil.copytree(os.path.join(SAMPLE, unit), os.path.join(to, unit), dirs_exist_ok=True)
    agenda = os.path.join(to, "northbrook/agenda.yaml")
    text = re.sub(r"date: \d{4}-\d\d-\d\d", f"date: {datetime.date.today()}", pack.read(agenda), count=1)
    pack.write(text, agenda)


def story(run, folder, named, commit):
    """Checks the sample, sets its booklet, and holds a meeting. `run` runs pledge; `named` is its name of a place below `folder`."""
    sample(folder)
    code, out, err = run("--version")
    expect(code == 0 and commit in out, "--version does not name the commit", out + err)
    code, out, err = run("check", named("northbrook"))
    expect(code == 0 and "0 problems" in out, "check finds problems", out + err)
    code, out, err = run("export", named("northbrook-finished"), "--to", "pdf", "-o", named("booklet.pdf"))
    booklet = os.path.join(folder, "booklet.pdf")
    expect(code == 0 and os.path.exists(booklet), "there is no booklet", out + err)
    data = open(booklet, "rb").read()
    expect(data.startswith(b"%PDF-") and len(data) > 20_000, "the booklet is no PDF", data[:40])
    code, out, err = run("--plain", named("northbrook"), typed="\n".join(MEETING) + "\n")
    expect(code == 0 and "Saved at" in out and "Agreed in the room: 6 of the team, 3 patients" in out, "the meeting is not saved", out[-800:] + err)
    outcome = os.path.join(folder, "northbrook/outcome.yaml")
    expect(os.path.exists(outcome) and "Print the board" in pack.read(outcome) and "Siân Llŷr" in pack.read(outcome), "the outcome is not whole")
    code, out, err = run("export", named("northbrook"), "--to", "minutes")
    expect(code == 0 and "Print the board" in out, "there are no minutes", out + err)


def runner(program, environment, cwd=None):
    def run(*arguments, typed=""):
        # Files and no pipes: services that Wine starts with a program stay, and would hold a pipe open.
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            done = subprocess.run([*program, *arguments], input=typed.encode(), stdout=out, stderr=err, env=environment, cwd=cwd, timeout=300)
            said = []
            for file in (out, err):
                file.seek(0)
                said.append(file.read().decode("utf-8", "replace").replace("\r\n", "\n"))
        return done.returncode, *said
    return run


def rooted(root, commit):
    """The story in a folder that is the whole system, where this account may do that; else with an empty environment."""
    os.makedirs(os.path.join(root, "home"))
    os.makedirs(os.path.join(root, "tmp"))
    if os.geteuid() == 0:
        run = runner([shutil.which("chroot"), root, "/usr/bin/pledge"], {"HOME": "/home"})
        story(run, os.path.join(root, "home"), lambda place: f"/home/{place}", commit)
    else:
        home = os.path.join(root, "home")
        story(runner([os.path.join(root, "usr/bin/pledge")], {"HOME": home}), home, lambda place: os.path.join(home, place), commit)


def tarball(package, commit, scratch):
    """The tarball, unpacked into a system with nothing else in it."""
    root = os.path.join(scratch, "from-tarball")
    with tarfile.open(package) as archive:
        archive.extractall(root, filter="data")
    top, = os.listdir(root)
    os.rename(os.path.join(root, top), os.path.join(root, "usr"))
    rooted(root, commit)
    for made in ("share/man/man1/pledge.1.gz", "share/bash-completion/completions/pledge", "share/zsh/vendor-completions/_pledge",
                 "share/fish/vendor_completions.d/pledge.fish", "share/doc/service-pledge/LICENSES-THIRD-PARTY.txt"):
        expect(os.path.getsize(os.path.join(root, "usr", made)) > 100, f"{made} is empty")


def debian(package, commit, scratch):
    """The Debian package, installed by dpkg into a system with nothing else in it, and removed."""
    root = os.path.join(scratch, "from-deb")
    admin = os.path.join(root, "var/lib/dpkg")
    for folder in ("info", "updates", "triggers"):
        os.makedirs(os.path.join(admin, folder))
    pack.write("", admin, "status")
    dpkg = ["dpkg", f"--root={root}", "--force-not-root", f"--log={scratch}/dpkg.log"]
    done = subprocess.run([*dpkg, "--install", package], capture_output=True, text=True)
    expect(done.returncode == 0, "dpkg does not install it", done.stderr)
    rooted(root, commit)
    settings = pack.write("pledge: settings/1\npalette: mono\n", root, "home/.config/pledge/settings.yaml")
    subprocess.run([*dpkg, "--remove", "service-pledge"], check=True, capture_output=True)
    expect(not os.path.exists(os.path.join(root, "usr/bin/pledge")), "it is not removed")
    expect(os.path.exists(settings) and os.path.exists(os.path.join(root, "home/northbrook/outcome.yaml")), "removing it took a meeting or settings")


def wine():
    """The loader and the server of a Wine of 64 bits; None where there is none."""
    for loader, server in (("wine64", "wineserver"), ("wine", "wineserver"), ("/usr/lib/wine/wine64", "/usr/lib/wine/wineserver")):
        if shutil.which(loader) and shutil.which(server):
            return shutil.which(loader), shutil.which(server)
    return None


class Windows:
    """A drive C of its own under Wine."""

    def __init__(self, scratch):
        self.prefix = os.path.join(scratch, "wine")
        self.c = os.path.join(self.prefix, "drive_c")
        self.loader, self.server = wine()
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": scratch, "USER": "nurse", "LANG": "C.UTF-8", "WINEPREFIX": self.prefix, "WINESERVER": self.server,
            "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree=;mshtml=;bcryptprimitives=n,b",
        }
        # Wine makes it, and its drive.
        self.folder = scratch
        self.keeper = None
        self.run("wineboot", "-i")
        expect(os.path.isdir(os.path.join(self.c, "windows/system32")), "wine makes no drive")
        self.run("reg", "add", r"HKCU\Software\Wine\Drivers", "/v", "Graphics", "/d", "null", "/f")
        self.stop()
        # A library of Windows 10 that Wine 8 has not. It goes beside no program that anybody gets.
        shim = os.path.join(pack.ROOT, "tests/windows/shim.c")
        subprocess.run(["x86_64-w64-mingw32-gcc", "-O1", "-shared", "-o", os.path.join(self.c, "windows/system32/bcryptprimitives.dll"), shim,
                        "-ladvapi32"], check=True)
        self.user = os.path.join(self.c, "users/nurse")
        self.folder = self.c
        # One program that stays: else Wine's services end with each command, and begin with the next.
        self.keeper = subprocess.Popen([self.loader, "cmd"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       env=self.environment, cwd=self.c)

    def run(self, *command, typed=""):
        return runner([self.loader], self.environment, self.folder)(*command, typed=typed)

    def stop(self):
        if self.keeper:
            self.keeper.stdin.close()
            self.keeper.wait()
        for order in ("-k", "-w"):
            subprocess.run([self.server, order], env=self.environment, capture_output=True)

    def named(self, place):
        return "C:\\" + os.path.relpath(place, self.c).replace("/", "\\")

    def registry(self, key):
        # Wine puts a semicolon too many before what it adds to PATH, and leaves it there.
        return re.sub(r";+(\n|(?=;))", r"\1", self.run("reg", "query", key, "/s")[1])

    def story(self, program, folder, commit):
        os.makedirs(folder, exist_ok=True)
        story(lambda *arguments, typed="": self.run(program, *arguments, typed=typed), folder, lambda p: self.named(os.path.join(folder, p)), commit)


def portable(package, commit, machine):
    """The portable archive, unpacked and run."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(machine.c)
    top = os.path.join(machine.c, os.path.basename(package).removesuffix(".zip"))
    program = open(os.path.join(top, "pledge.exe"), "rb").read()
    for part in (b"asInvoker", b"longPathAware", "OriginalFilename".encode("utf-16-le")):
        expect(part in program, f"the program has no resource: {part}")
    machine.story(machine.named(os.path.join(top, "pledge.exe")), os.path.join(machine.c, "From the zip"), commit)


def tables(package, scope, version):
    """What the installer will do, by its tables."""
    def table(name):
        return subprocess.run(["msiinfo", "export", package, name], check=True, capture_output=True, text=True).stdout
    everybody = scope == "perMachine"
    environment, properties, summary = table("Environment"), table("Property"), subprocess.run(
        ["msiinfo", "suminfo", package], check=True, capture_output=True, text=True).stdout
    expect(("=-*PATH" if everybody else "=-PATH") in environment, "the row of PATH is another", environment)
    expect(("ALLUSERS\t1" in properties) == everybody, "the installer is for others", properties)
    expect(f"ProductVersion\t{version}" in properties and "ARPPRODUCTICON\tpledge.ico" in properties, "a property is missing", properties)
    # 2: compressed; 8 more: no administrator is asked for.
    expect(f"Source: {2 if everybody else 10} " in summary and "x64;2057" in summary, "the summary is another", summary)
    expect(f"{version}.0\t2057" in table("File"), "pledge.exe has no version", table("File"))
    expect("|| pause" in table("Shortcut"), "the window closes on an error", table("Shortcut"))


def installer(package, older, scope, version, commit, machine, scratch):
    """Installs an older version, replaces it by this one, runs the story, and removes it; what is the user's stays."""
    tables(package, scope, version)
    unpacked = os.path.join(scratch, f"unpacked-{scope}")
    subprocess.run(["msiextract", "-C", unpacked, package], check=True, capture_output=True)
    expect(any(name.endswith("pledge.exe") for name in pack.files(unpacked)), "msiextract finds no program", pack.files(unpacked))

    everybody = scope == "perMachine"
    home = os.path.join(machine.c, "Program Files/Pledge") if everybody else os.path.join(machine.user, "AppData/Local/Programs/Pledge")
    # Windows puts the entry of an installation for all accounts into ProgramData; Wine 8 has one menu.
    link = os.path.join(machine.user, "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Pledge.lnk")
    path = r"HKLM\System\CurrentControlSet\Control\Session Manager\Environment" if everybody else r"HKCU\Environment"
    listed = r"\Software\Microsoft\Windows\CurrentVersion\Uninstall"
    before = machine.registry(path)
    copies = {"older.msi": older, "newer.msi": package}
    for name, source in copies.items():
        shutil.copy(source, os.path.join(machine.c, name))

    def msiexec(*arguments):
        code, out, err = machine.run("msiexec", *arguments, "/qn")
        expect(code == 0, f"msiexec {' '.join(arguments)}: {code}", out + err)

    msiexec("/i", "C:\\older.msi")
    expect("older" in pack.read(home, "README.txt"), "the older version is not there")
    program = machine.named(os.path.join(home, "pledge.exe"))
    code, out, err = machine.run(program, "settings", "--write")
    expect(code == 0, "settings are not written", out + err)
    # What is the user's: settings, templates and votes, and a meeting.
    made = [os.path.join(at, name) for part in ("AppData/Roaming/pledge", "AppData/Local/pledge")
           for at, _, names in os.walk(os.path.join(machine.user, part)) for name in names]
    expect(any(name.endswith("settings.yaml") for name in made), "there are no settings", made)
    own = [name for name in made if name.endswith("settings.yaml")]
    own.append(pack.write("a template\n", machine.user, "AppData/Local/pledge/data/templates/ours/agenda.yaml"))
    own.append(pack.write("a meeting\n", machine.user, "Documents/unit/meeting.journal"))
    kept = {name: open(name, "rb").read() for name in own}

    msiexec("/i", "C:\\newer.msi")
    expect(version in pack.read(home, "README.txt"), "the newer version is not there")
    expect(os.path.exists(os.path.join(home, "pledge.exe")), "the upgrade took the program away")
    versions = re.findall(r"DisplayVersion\s+REG_SZ\s+(\S+)", machine.registry("HKLM" + listed) + machine.registry("HKCU" + listed))
    expect(versions == [version], "not one version is listed", versions)
    expect(os.path.exists(link), "there is no entry in the start menu", link)
    inside = open(link, "rb").read().decode("utf-16-le", "ignore") + open(link, "rb").read()[1:].decode("utf-16-le", "ignore")
    expect("|| pause" in inside and "pledge.exe" in inside, "the entry is another", inside)
    after = machine.registry(path)
    folder = machine.named(home)
    expect(after.count(folder) == 1, "PATH has not one row", after)
    code, out, err = machine.run("pledge", "--version")
    expect(code == 0 and commit in out, "PATH does not find it", out + err)
    # As the entry does it, with an error. In a file, since Wine puts backslashes before the quotes of an argument.
    pack.write(f'@cmd /d /c "cd /d "%USERPROFILE%" & "{program}" nowhere || pause"\r\n', machine.c, "entry.cmd")
    code, out, err = machine.run("cmd", "/c", "C:\\entry.cmd", typed="\n")
    expect("nowhere" in out + err and re.search("(?i)press", out), "the window closes before an error is read", out + err)
    machine.story(program, os.path.join(machine.c, f"Installed {scope}"), commit)

    product = re.search(r"ProductCode\t(\{[^}]+\})", subprocess.run(
        ["msiinfo", "export", package, "Property"], check=True, capture_output=True, text=True).stdout)[1]
    msiexec("/x", product)
    expect(not os.path.exists(home) and not os.path.exists(link), "something of the program is left", link)
    expect(machine.registry(path) == before, "PATH is not what it was", machine.registry(path))
    for name, data in kept.items():
        expect(os.path.exists(name) and open(name, "rb").read() == data, f"{name} is not what it was")
    # A folder of one's own choice holds for the next version, and goes with it.
    chosen = os.path.join(machine.c, "Tools", scope)
    msiexec("/i", "C:\\older.msi", f"INSTALLDIR={machine.named(chosen)}")
    msiexec("/i", "C:\\newer.msi")
    expect(version in pack.read(chosen, "README.txt") and not os.path.exists(home), "the newer version is in another folder")
    code, _, _ = machine.run("msiexec", "/i", "C:\\older.msi", "/qn")
    expect(code != 0 and version in pack.read(chosen, "README.txt"), "an older version takes the place of a newer one")
    msiexec("/x", product)
    expect(not os.path.exists(os.path.join(chosen, "pledge.exe")), "the program is left in the folder that was chosen")
    expect(all(os.path.exists(name) for name in made), "something of the user's is gone", made)
    for name in own:
        os.remove(name)


def everything(out, version, commit, older, scratch, say):
    name = os.path.join(out, f"pledge-{version}")
    say("the tarball, in an empty system")
    tarball(f"{name}-linux-x64.tar.gz", commit, scratch)
    say("the Debian package, in an empty system")
    debian(os.path.join(out, f"service-pledge_{version}_amd64.deb"), commit, scratch)
    machine = Windows(scratch)
    try:
        say("the portable archive, under Wine")
        portable(f"{name}-windows-x64.zip", commit, machine)
        for scope, ending in (("perMachine", ""), ("perUser", "-user")):
            say(f"the installer {scope}, under Wine")
            installer(f"{name}-windows-x64{ending}.msi", older[scope], scope, version, commit, machine, scratch)
    finally:
        machine.stop()
