"""Refusals about files of applications."""

from datetime import date

from gi_registry.core.blobs import BlobMissingError
from gi_registry.core.errors import InvalidError, NotFoundError, RefusedError
from gi_registry.core.words import Words


class FileNotHandedInError(BlobMissingError):
    """A file that the caller's organisation never handed in, or nobody did.

    One refusal for both, so that nobody learns which files others handed in.
    """

    def __init__(self) -> None:
        NotFoundError.__init__(
            self,
            Words(
                "本单位没有提交过这个文件；请先上传文件，再用它的 SHA-256",
                "Your organisation has not handed in this file; upload it first, then "
                "name it by its SHA-256",
            ),
        )


class FileNotOnApplicationError(NotFoundError):
    """The application has no such file."""

    slug = "file-not-on-application"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "申请中没有这个文件；请刷新页面后再试",
                "The application has no such file; reload the page and try again",
            )
        )


class TooManyFilesError(RefusedError):
    """An application holds as many files as it may."""

    slug = "too-many-files"

    def __init__(self, most: int):
        super().__init__(
            Words(
                f"一件申请最多附 {most} 个文件；请合并成 PDF，或先移除不需要的",
                f"An application has at most {most} files; join them in a PDF, or "
                "remove what is not needed",
            ),
            field="file",
        )


class PhotoKindError(InvalidError):
    """A photo of a visit is no picture."""

    slug = "photo-kind"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "现场照片应为 JPEG 或 PNG；请换成照片文件再上传",
                "Photos of a visit are JPEG or PNG; upload the pictures themselves",
            ),
            field="photos",
        )


class PhotoNeededError(RefusedError):
    """No photo of the visit was handed in."""

    slug = "photo-needed"

    def __init__(self, visited_on: date):
        super().__init__(
            Words(
                f"产地核验须有现场照片；请上传 {visited_on} 核验时拍摄的至少一张 "
                "JPEG 或 PNG（已用于另一天核验的照片不算）",
                f"An origin check needs photos: upload at least one JPEG or PNG of the "
                f"visit of {visited_on} (one of another day's check does not count)",
            ),
            field="photos",
        )
