"""Archives, installers and lists for `.ci/packages`. Same files and same day in, same bytes out."""
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import struct
import subprocess
import tarfile
import time
import uuid
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)

# Never change these two: an installer knows by them that another one is an older version of the same program.
FAMILY = uuid.UUID("6f0f6a3e-6a60-4f0b-9a55-0d7a8d4d5a01")
SCOPES = ("perMachine", "perUser")


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


def write(text, *parts):
    path = os.path.join(*parts)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return path


def copy(source, *parts, mode=0o644):
    path = os.path.join(*parts)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    shutil.copyfile(source, path)
    os.chmod(path, mode)


def files(folder):
    """Paths of all files below a folder, relative to it, in one order everywhere."""
    found = []
    for at, _, names in os.walk(folder):
        found += [os.path.relpath(os.path.join(at, name), folder) for name in names]
    return sorted(found)


def crlf(text):
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def zipped(folder, to, day):
    """An archive for Windows with one folder in it, named as the archive."""
    top = os.path.basename(to).removesuffix(".zip")
    stamp = time.gmtime(day)[:6]
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in files(folder):
            entry = zipfile.ZipInfo(f"{top}/{name}", stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            with open(os.path.join(folder, name), "rb") as file:
                archive.writestr(entry, file.read(), compresslevel=9)


def tarred(folder, to, day):
    """An archive for Linux with one folder in it, named as the archive."""
    top = os.path.basename(to).removesuffix(".tar.gz")
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in files(folder):
            path = os.path.join(folder, name)
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size, entry.mtime = os.path.getsize(path), day
            entry.mode = 0o755 if os.access(path, os.X_OK) else 0o644
            with open(path, "rb") as file:
                archive.addfile(entry, file)
    write(zip_of_text(plain.getvalue()), to)


def zip_of_text(data):
    """Compressed as gzip does it, without a name and a time."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def third_parties(target):
    """The licences of all crates in a build for `target`, each text once, under the names that it holds for."""
    asked = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target, "--all-features"],
        cwd=ROOT, check=True, capture_output=True, text=True)
    data = json.loads(asked.stdout)
    packages = {package["id"]: package for package in data["packages"]}
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    own, seen, left = data["resolve"]["root"], set(), [data["resolve"]["root"]]
    while left:
        crate = left.pop()
        if crate not in seen:
            seen.add(crate)
            left += [d["pkg"] for d in nodes[crate]["deps"] if any(kind["kind"] is None for kind in d["dep_kinds"])]
    texts, without = {}, []
    for crate in sorted(seen - {own}, key=lambda i: (packages[i]["name"], packages[i]["version"])):
        package = packages[crate]
        name = f"{package['name']} {package['version']}"
        folder = os.path.dirname(package["manifest_path"])
        found = [f for f in files(folder) if re.match(r"(?i)^(licenses?/[^/]*|(un)?licen[cs]e[^/]*|copying[^/]*|notice[^/]*|copyright[^/]*)$", f)
                 and not f.endswith((".rs", ".html", ".py"))]
        for file in found:
            with open(os.path.join(folder, file), "rb") as opened:
                text = opened.read().decode("utf-8", "replace").replace("\r\n", "\n").strip()
            texts.setdefault(text, []).append(name)
        if not found:
            without.append(f"  {name}: {package['license'] or 'see its repository'}; {', '.join(package['authors']) or package['repository'] or ''}")
    runtime = {"x86_64-unknown-linux-musl": "musl", "x86_64-pc-windows-gnu": "mingw-w64-x86-64-dev"}.get(target)
    place = f"/usr/share/doc/{runtime}/copyright"
    if runtime and os.path.exists(place):
        texts.setdefault(read(place).strip(), []).append(f"the C library's start and parts ({runtime})")
    out = ["Pledge is built from the packages below. Its own licence stands in LICENSE-MIT and LICENSE-APACHE; those of its fonts and word",
           "lists are printed by `pledge licences`. The standard library of Rust is under MIT or Apache-2.0."]
    if without:
        out += ["", "Packages whose archive holds no text of its licence:", *without]
    for text, names in sorted(texts.items(), key=lambda entry: entry[1]):
        out += ["", "=" * 100, *dict.fromkeys(names), "-" * 100, text]
    return "\n".join(out) + "\n"


def windows_files(exe, to, version, licences):
    """What the zip and both installers hold."""
    copy(exe, to, "pledge.exe", mode=0o755)
    write(crlf(read(HERE, "windows", "README.txt").replace("@VERSION@", version)), to, "README.txt")
    write(crlf(licences), to, "LICENSES-THIRD-PARTY.txt")
    for name in ("LICENSE-MIT", "LICENSE-APACHE"):
        write(crlf(read(ROOT, name)), to, f"{name}.txt")


def linux_files(exe, to, licences):
    """What the tarball holds, in the folders of /usr or /usr/local. Pages and completions are made by the program itself."""
    copy(exe, to, "bin/pledge", mode=0o755)
    pages = os.path.join(to, "pages")
    subprocess.run([exe, "man", pages], check=True, capture_output=True)
    for page in files(pages):
        write(zip_of_text(open(os.path.join(pages, page), "rb").read()), to, f"share/man/man{page[-1]}", f"{page}.gz")
    shutil.rmtree(pages)
    for shell, place in (("bash", "bash-completion/completions/pledge"), ("zsh", "zsh/vendor-completions/_pledge"),
                         ("fish", "fish/vendor_completions.d/pledge.fish")):
        made = subprocess.run([exe, "completions", shell], check=True, capture_output=True)
        write(made.stdout, to, "share", place)
    copy(os.path.join(HERE, "pledge.desktop"), to, "share/applications/pledge.desktop")
    copy(os.path.join(HERE, "pledge.svg"), to, "share/icons/hicolor/scalable/apps/pledge.svg")
    doc = os.path.join(to, "share/doc/service-pledge")
    for name in ("LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md"):
        copy(os.path.join(ROOT, name), doc, name)
    write(licences, doc, "LICENSES-THIRD-PARTY.txt")


def deb(tree, to, version, day, scratch):
    """A Debian package of the tarball's files. `dpkg-deb` alone is enough: the program is static, so there is nothing to depend on."""
    root = os.path.join(scratch, "deb")
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(tree, os.path.join(root, "usr"))
    doc = os.path.join(root, "usr/share/doc/service-pledge")
    # In Debian's own form and places.
    write("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: service-pledge\n\n"
          "Files: *\nCopyright: the authors of pledge\nLicense: MIT or Apache-2.0\n"
          " LICENSE-MIT and LICENSE-APACHE beside this file have the texts, LICENSES-THIRD-PARTY.txt.gz those of its parts.\n", doc, "copyright")
    for name, compressed in (("CHANGELOG.md", "changelog.gz"), ("LICENSES-THIRD-PARTY.txt", "LICENSES-THIRD-PARTY.txt.gz")):
        write(zip_of_text(open(os.path.join(doc, name), "rb").read()), doc, compressed)
        os.remove(os.path.join(doc, name))
    listed = files(root)
    size = sum(os.path.getsize(os.path.join(root, name)) for name in listed)
    sums = [f"{hashlib.md5(open(os.path.join(root, name), 'rb').read()).hexdigest()}  {name}\n" for name in listed]
    write("".join(sums), root, "DEBIAN/md5sums")
    write(f"Package: service-pledge\nVersion: {version}\nArchitecture: amd64\nMaintainer: The authors of pledge <nobody@localhost>\n"
          f"Installed-Size: {(size + 1023) // 1024}\nSection: misc\nPriority: optional\n"
          "Description: meeting after a patient survey, on a projector\n"
          " A hospital team and patient representatives walk through what patients said,\n"
          " vote in secret on what to change, and leave with goals that have an owner\n"
          " and a day. It runs in a terminal and opens no network connection.\n", root, "DEBIAN/control")
    for at, folders, names in os.walk(root):
        for name in folders + names:
            path = os.path.join(at, name)
            os.chmod(path, 0o755 if os.path.isdir(path) or path.endswith("/bin/pledge") else 0o644)
    os.chmod(root, 0o755)
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, to], check=True, capture_output=True,
                   env={**os.environ, "SOURCE_DATE_EPOCH": str(day)})


def msi(folder, to, version, scope, commit, day, scratch):
    """An installer for Windows of the zip's files."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(folder, scratch)
    copy(os.path.join(HERE, "windows/pledge.wxs"), scratch, "pledge.wxs")
    copy(os.path.join(HERE, "pledge.ico"), scratch, "pledge.ico")
    contents = hashlib.sha256()
    for name in files(scratch):
        os.utime(os.path.join(scratch, name), (day, day))
        contents.update(open(os.path.join(scratch, name), "rb").read())

    def named(what):
        return str(uuid.uuid5(FAMILY, f"{scope} {what}")).upper()

    # A product is this version for this scope; a package is these bytes.
    given = {
        "Scope": scope, "Version": version, "Commit": f"commit {commit}", "Root": "HKCU" if scope == "perUser" else "HKLM",
        "ProductCode": named(f"product {version}"), "UpgradeCode": named("family"),
        "ProgramGuid": named("program"), "TextsGuid": named("texts"), "MenuGuid": named("menu"),
    }
    defines = [part for name, value in given.items() for part in ("-D", f"{name}={value}")]
    made = os.path.join(scratch, "made.msi")
    # wixl finds files beside its working folder only, and counts times in the local zone.
    fixed = {**os.environ, "TZ": "UTC"}
    began = int(time.time())
    subprocess.run(["wixl", "-a", "x64", "-o", "made.msi", *defines, "pledge.wxs"], cwd=scratch, env=fixed, check=True)
    everybody = "*" if scope == "perMachine" else ""
    queries = [
        # The version of the program. Without it Windows keeps an older program that has one, and then removes it with the older package.
        f"UPDATE `File` SET `Version` = '{version}.0', `Language` = '2057' WHERE `File` = 'pledge.exe'",
        "CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE,"
        " `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)",
        # Set at installation, removed with it, behind what is there; `*` is the computer's PATH, else it is the account's.
        "INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`)"
        f" VALUES ('Path', '=-{everybody}PATH', '[~];[INSTALLDIR]', 'Program')",
        "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('RemoveEnvironmentStrings', 3300)",
        "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('WriteEnvironmentStrings', 5200)",
    ]
    for query in queries:
        subprocess.run(["msibuild", "made.msi", "-q", query], cwd=scratch, env=fixed, check=True)
    code = str(uuid.UUID(bytes=contents.digest()[:16], version=4)).upper()
    subprocess.run(["msibuild", "made.msi", "-s", f"Pledge {version}", "Service Pledge", "x64;2057", f"{{{code}}}"],
                   cwd=scratch, env=fixed, check=True)
    with open(made, "rb") as file:
        write(without_times(file.read(), began, day), to)


def without_times(data, began, day):
    """The installer with `day` as the two times, of making and of saving, that wixl takes from the clock."""
    epoch, found = 11644473600, 0
    marker = struct.pack("<I", 64)
    at = data.find(marker)
    while at >= 0:
        value, = struct.unpack("<Q", data[at + 4:at + 12].ljust(8, b"\0"))
        if abs(value / 10**7 - epoch - began) < 600:
            data = data[:at + 4] + struct.pack("<Q", (day + epoch) * 10**7) + data[at + 12:]
            found += 1
        at = data.find(marker, at + 4)
    if found != 2:
        raise SystemExit(f"the installer has {found} times in it, and not two")
    return data


def bill(exe, to, day, scratch):
    """The software bill of materials that the program writes of itself, dated as the commit."""
    made = os.path.join(scratch, "bill.json")
    subprocess.run([exe, "export", os.path.join(ROOT, "sample-data/northbrook-finished"), "--to", "sbom", "-o", made], check=True, capture_output=True)
    data = json.loads(read(made))
    data["metadata"]["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(day))
    write(json.dumps(data, indent=2, ensure_ascii=False) + "\n", to)


def sums(folder):
    """SHA-256 of each file in the folder, as `sha256sum --check` reads it."""
    names = [name for name in files(folder) if name != "SHA256SUMS" and "/" not in name]
    lines = [f"{hashlib.sha256(open(os.path.join(folder, name), 'rb').read()).hexdigest()}  {name}\n" for name in names]
    write("".join(lines), folder, "SHA256SUMS")
    return lines
