//! A disk for tests that calls a function before each call of the disk in it, such as one that hangs.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::disk::{Disk, FileStamp, Lock, Soon, Thing};

/// Called with the name of the method and the path.
type Hook = Arc<dyn Fn(&str, &Path) + Send + Sync>;

/// A disk with a hook before each call.
#[derive(Clone)]
pub(crate) struct HookedDisk<D> {
    disk: D,
    hook: Hook,
}

impl<D> HookedDisk<D> {
    pub(crate) fn new(disk: D, hook: impl Fn(&str, &Path) + Send + Sync + 'static) -> Self {
        Self {
            disk,
            hook: Arc::new(hook),
        }
    }
}

impl<D: Disk> Disk for HookedDisk<D> {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        (self.hook)("read", path);
        self.disk.read(path)
    }

    fn read_record(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        (self.hook)("read_record", path);
        self.disk.read_record(path)
    }

    fn stamp(&self, path: &Path) -> io::Result<Option<FileStamp>> {
        (self.hook)("stamp", path);
        self.disk.stamp(path)
    }

    fn append(&self, path: &Path, length: usize, bytes: &[u8], sync: bool) -> io::Result<()> {
        (self.hook)("append", path);
        self.disk.append(path, length, bytes, sync)
    }

    fn replace(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        (self.hook)("replace", path);
        self.disk.replace(path, bytes, sync)
    }

    fn replace_once(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        (self.hook)("replace_once", path);
        self.disk.replace_once(path, bytes)
    }

    fn replace_soon(&self, path: &Path, bytes: &[u8]) -> Soon {
        (self.hook)("replace_soon", path);
        self.disk.replace_soon(path, bytes)
    }

    fn replace_private(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        (self.hook)("replace_private", path);
        self.disk.replace_private(path, bytes, sync)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        (self.hook)("remove", path);
        self.disk.remove(path)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        (self.hook)("make_folder", path);
        self.disk.make_folder(path)
    }

    fn make_private_folder(&self, path: &Path) -> io::Result<()> {
        (self.hook)("make_private_folder", path);
        self.disk.make_private_folder(path)
    }

    fn make_new_private_folder(&self, path: &Path) -> io::Result<()> {
        (self.hook)("make_new_private_folder", path);
        self.disk.make_new_private_folder(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        (self.hook)("remove_folder", path);
        self.disk.remove_folder(path)
    }

    fn set_modified(&self, path: &Path, seconds: u64) -> io::Result<()> {
        (self.hook)("set_modified", path);
        self.disk.set_modified(path, seconds)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        (self.hook)("list", path);
        self.disk.list(path)
    }

    fn inside(&self, path: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
        (self.hook)("inside", path);
        self.disk.inside(path)
    }

    fn thing(&self, path: &Path) -> io::Result<Option<Thing>> {
        (self.hook)("thing", path);
        self.disk.thing(path)
    }

    fn folders(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        (self.hook)("folders", path);
        self.disk.folders(path)
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        (self.hook)("is_link", path);
        self.disk.is_link(path)
    }

    fn lock(&self, path: &Path, who: &str) -> io::Result<Lock> {
        (self.hook)("lock", path);
        self.disk.lock(path, who)
    }
}
