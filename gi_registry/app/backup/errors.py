"""One class for each refusal of a backup or a restore."""

from pathlib import Path

from gi_registry.core.errors import ConflictError, NotFoundError, RefusedError
from gi_registry.core.words import Words


class BackupInsideError(RefusedError):
    """The backup would lie within what it is a backup of."""

    slug = "backup-inside"

    def __init__(self, folder: Path, data_dir: Path):
        super().__init__(
            Words(
                f"{folder} 在数据目录 {data_dir} 之内，会与它一同丢失；"
                "请改用另一块盘或另一台机器上的目录",
                f"{folder} lies in the data directory {data_dir} and would be "
                "lost with it; name a folder on another disk or machine",
            )
        )


class BackupFolderError(RefusedError):
    """Something cannot be read or written."""

    slug = "backup-folder"

    def __init__(self, where: str, why: str):
        super().__init__(
            Words(
                f"无法读写 {where}：{why}；请检查它是否存在、已挂载、可由本用户读写，"
                "然后重试",
                f"{where} cannot be read or written: {why}. See that it is there, "
                "mounted, and open to this user, and try again",
            )
        )


class BackupSpaceError(RefusedError):
    """The disk is full."""

    slug = "backup-space"

    def __init__(self, folder: Path, needed: int, free: int):
        super().__init__(
            Words(
                f"{folder} 所在的盘已满：写到 {needed // 2**20:,} MB 时停下，"
                f"现余 {free // 2**20:,} MB；未完成的部分已删除。请腾出空间后重试",
                f"The disk of {folder} is full: it stopped after "
                f"{needed // 2**20:,} MB, and {free // 2**20:,} MB are free now that "
                "what was unfinished is gone. Make room and try again",
            )
        )


class RestoreSpaceError(RefusedError):
    """The disk has no room for what is to be restored."""

    slug = "restore-space"

    def __init__(self, folder: Path, needed: int, free: int):
        super().__init__(
            Words(
                f"恢复需要 {needed // 2**20 + 1:,} MB，{folder} 所在的盘只有 "
                f"{free // 2**20:,} MB，什么都没有恢复；请腾出空间，"
                "或用 GI_DATA_DIR 指定别的盘",
                f"{needed // 2**20 + 1:,} MB are to be restored, and the disk of "
                f"{folder} has {free // 2**20:,} MB; nothing was restored. Make room, "
                "or name another disk by GI_DATA_DIR",
            )
        )


class BackupRunsError(ConflictError):
    """Another backup of the installation runs."""

    slug = "backup-runs"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "本系统的另一个备份正在进行；请等它结束后再试",
                "Another backup of this registry is being made; wait for its end",
            )
        )


class OtherRegistryError(RefusedError):
    """The folder holds backups that were made under another master secret."""

    slug = "backup-other-registry"

    def __init__(self, folder: Path, key_file: Path):
        super().__init__(
            Words(
                f"{folder} 中的备份属于另一个主密钥。若属另一个系统，请换一个目录；"
                f"若属本系统，则 {key_file} 已不是原来的主密钥：请先找回，再备份",
                f"The backups in {folder} were made under another master secret. If "
                "they are another registry's, name another folder; if they are this "
                f"one's, {key_file} is no longer its secret: put that back first",
            )
        )


class DatabaseEmptyError(RefusedError):
    """There is nothing to back up."""

    slug = "backup-empty"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "数据库中没有数据表，无可备份；请核对 GI_DATA_DIR 与 GI_DATABASE_URL，"
                "或先运行 gi-registry db upgrade",
                "The database has no tables, so there is nothing to back up; look at "
                "GI_DATA_DIR and GI_DATABASE_URL, or run gi-registry db upgrade first",
            )
        )


class DatabaseUnreachableError(RefusedError):
    """The database does not answer."""

    slug = "backup-database-unreachable"

    def __init__(self, why: str):
        super().__init__(
            Words(
                f"连不上数据库：{why}；请核对 GI_DATABASE_URL，确认服务器在运行后重试",
                f"The database does not answer: {why}; look at GI_DATABASE_URL, see "
                "that the server runs, and try again",
            )
        )


class DatabaseDamagedError(RefusedError):
    """SQLite finds its own file broken."""

    slug = "backup-database-damaged"

    def __init__(self, why: str):
        super().__init__(
            Words(
                f"数据库文件已损坏（{why}），不作备份；请保留以前的备份，"
                "检查磁盘，并从最近的备份恢复",
                f"The database file is damaged ({why}), and no backup was made of it; "
                "keep the earlier ones, look at the disk, and restore the newest",
            )
        )


class ToolMissingError(RefusedError):
    """PostgreSQL's own program is not there, or too old for the server."""

    slug = "backup-tool"

    def __init__(self, tool: str, wanted: int, found: str):
        has = (f"只有 {found}", f"only {found} is here") if found else ()
        zh, en = has or ("找不到它", "it was not found on PATH")
        super().__init__(
            Words(
                f"需要 PostgreSQL {wanted} 或更新的 {tool}，{zh}；"
                f"请安装后重试（Debian：apt install postgresql-client-{wanted}）",
                f"{tool} of PostgreSQL {wanted} or newer is needed, and {en}; install "
                f"it and try again (Debian: apt install postgresql-client-{wanted})",
            )
        )


class ToolFailedError(RefusedError):
    """PostgreSQL's own program gave up."""

    slug = "backup-tool-failed"

    def __init__(self, tool: str, said: str):
        super().__init__(
            Words(
                f"{tool} 未能完成，什么都没有改变；请按它的提示处理后重试：\n{said}",
                f"{tool} did not finish, and nothing was changed; do what it says and "
                f"try again:\n{said}",
            )
        )


class NoBackupError(NotFoundError):
    """There is no finished backup."""

    slug = "backup-not-found"

    def __init__(self, folder: Path):
        super().__init__(
            Words(
                f"{folder} 既不是一个备份，其下也没有已完成的备份；"
                "请给出形如 20261123T193000Z 的文件夹，或它的上级目录",
                f"{folder} is no backup, and no finished one is below it; name a "
                "folder such as 20261123T193000Z, or the one that it lies in",
            )
        )


class BackupDamagedError(RefusedError):
    """A part is not what the manifest says, or the manifest is not what we wrote."""

    slug = "backup-damaged"

    def __init__(self, path: Path):
        super().__init__(
            Words(
                f"{path} 与备份时不同（损坏、缺失或被改动），什么都没有恢复；"
                "请从另一处副本取回它，或改用更早的备份",
                f"{path} is not what it was when the backup was made (damaged, missing "
                "or changed), and nothing was restored; fetch it from another copy, or "
                "take an earlier backup",
            )
        )


class OtherSecretError(RefusedError):
    """The master secret is not the one of the backup."""

    slug = "backup-other-secret"

    def __init__(self, key_file: Path):
        super().__init__(
            Words(
                f"{key_file} 不是这个备份的主密钥，什么都没有恢复；"
                "请放入另行保存的那一份，或用 GI_SECRET_FILE 指明它；"
                "若确是那一份，则 manifest.json 已损坏，请改用另一个备份",
                f"{key_file} is not the master secret of this backup, and nothing was "
                "restored; put the copy there that was kept apart, or name it by "
                "GI_SECRET_FILE. If it is that copy, manifest.json is damaged: take "
                "another backup",
            )
        )


class OtherEngineError(RefusedError):
    """The backup is of another database engine."""

    slug = "backup-other-engine"

    def __init__(self, backup: str, target: str):
        super().__init__(
            Words(
                f"这是 {backup} 的备份，不能恢复到 {target}；"
                "请把 GI_DATABASE_URL 指向同一种数据库",
                f"This is a backup of {backup} and cannot be restored to {target}; let "
                "GI_DATABASE_URL name a database of the same kind",
            )
        )


class NewerBackupError(RefusedError):
    """The backup was made by a newer version, or on a newer server."""

    slug = "backup-newer"

    def __init__(self, what: str, has: str):
        super().__init__(
            Words(
                f"备份来自更新的版本（{what}），这里是 {has}；请先升级到那个版本再恢复",
                f"The backup is of a newer version ({what}) than what is here ({has}); "
                "install that version first, then restore",
            )
        )


class TargetNotEmptyError(ConflictError):
    """What is there would be mixed with the backup."""

    slug = "restore-not-empty"

    def __init__(self, what: str, do: Words):
        super().__init__(
            Words(
                f"{what} 不是空的，什么都没有恢复；{do.zh}",
                f"{what} is not empty, and nothing was restored. {do.en}",
            )
        )


class PostgisMissingError(RefusedError):
    """The database to restore to has no PostGIS."""

    slug = "restore-postgis"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "目标数据库没有 PostGIS；请由其所有者执行 CREATE EXTENSION postgis "
                "后重试",
                "The database has no PostGIS; let its owner run CREATE EXTENSION "
                "postgis in it, and try again",
            )
        )
