"""The operating system's own refusals in Chinese, so that no English reaches a clerk."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "所在位置不是文件夹",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.EACCES: "没有权限，或正被别的程序使用",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的盘是只读的",
    errno.ENOSPC: "磁盘空间已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件超过所在磁盘允许的大小",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写出错，可能已被拔出",
    errno.ENODEV: "磁盘已被拔出",
    errno.ENXIO: "磁盘已被拔出",
    errno.EBUSY: "正被别的程序使用",
    errno.ETXTBSY: "正被别的程序使用",
    errno.ELOOP: "快捷方式互相指来指去",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in a few Chinese words; its number where nothing better is known."""
    number = error.errno or 0
    return _REASONS.get(number, f"系统错误{number}")
