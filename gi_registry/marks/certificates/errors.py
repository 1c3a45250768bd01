"""One class for each refusal about certificates and their keys."""

from datetime import date

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words


class NotACertificateError(InvalidError):
    """The text is not one of our certificates, or was damaged."""

    slug = "not-a-certificate"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这不是地理标志用标凭证，或者内容残缺。请重新扫描凭证上的二维码，"
                "并完整复制以 GI1: 开头的文字。",
                "This is no certificate of a geographical indication, or part of it "
                "is missing. Scan the QR code on the certificate again and copy the "
                "whole text that begins with GI1:.",
            )
        )


class UnknownKeyError(RefusedError):
    """None of the keys at hand signed it."""

    slug = "certificate-unknown-key"

    def __init__(self, *, kid: str) -> None:
        words = Words(
            "签名密钥 {kid} 不在公布的密钥中。请从登记机构网站的 "
            "/.well-known/gi-keys.json 取得最新密钥后再核；仍不符的，不要采信。",
            "The key {kid} that signed it is not among the published keys. Fetch "
            "/.well-known/gi-keys.json from the registry's site and check again; if "
            "it is still unknown, do not rely on it.",
        )
        super().__init__(words.filled(kid=kid), kid=kid)


class KeyRevokedError(RefusedError):
    """The key that signed it is no longer trusted."""

    slug = "certificate-key-revoked"

    def __init__(self, *, kid: str, since: date | None) -> None:
        day = since and since.isoformat()
        zh, en = (f"（{day}）", f" on {day}") if day else ("", "")
        words = Words(
            f"签名密钥 {kid} 已被撤销{zh}，它签的内容不再有效。请向出示人索取新签发的，"
            "或者在登记平台上按编号查询。",
            f"The key {kid} that signed it was revoked{en}, so what it signed no "
            "longer counts. Ask whoever showed it for a new one, or look it up by its "
            "number in the register.",
        )
        super().__init__(words, kid=kid, since=day)


class CertificateRevokedError(RefusedError):
    """The registry took back what the certificate says."""

    slug = "certificate-revoked"

    def __init__(self, *, number: str, state: Words, since: date, listed_on: date):
        super().__init__(
            Words(
                f"签名有效，但授权 {number} 自 {since.isoformat()} 起{state.zh}"
                f"（{listed_on.isoformat()} 的撤销清单）。不要凭此用标；"
                "现状请在登记平台上按授权编号查询。",
                f"Genuine, but since {since.isoformat()} authorization {number} is: "
                f"{state.en} (revocation list of {listed_on.isoformat()}). Do not rely "
                "on it; look the number up in the register to see how it stands now.",
            ),
            number=number,
            since=since.isoformat(),
            listed_on=listed_on.isoformat(),
        )


class RevocationListError(RefusedError):
    """The list of what is revoked was changed, or somebody else signed it."""

    slug = "revocation-list"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "公钥文件里的撤销清单签名不符，文件可能被改动过。请从发证机构网站的 "
                "/.well-known/gi-keys.json 重新下载后再核。",
                "The revocation list in the file of keys is not signed by one of its "
                "keys; the file may have been changed. Download it again from "
                "/.well-known/gi-keys.json on the issuer's site.",
            )
        )


class SignatureError(RefusedError):
    """Something in it was changed, or somebody else signed it."""

    slug = "certificate-signature"

    def __init__(self, *, kid: str) -> None:
        words = Words(
            "签名不符：内容被改动过，或者不是登记机构签发的。不要采信；"
            "请在登记平台上按编号查询，并可举报。",
            "The signature does not fit: the content was changed, or the registry "
            "did not sign it. Do not rely on it; look it up by its number in the "
            "register, and report it there.",
        )
        super().__init__(words, kid=kid)


class KeySetError(InvalidError):
    """The file of public keys is not a JWK set."""

    slug = "key-set"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "公钥文件不是 JWK 集合。请从发证机构网站的 /.well-known/gi-keys.json "
                "重新下载。",
                "The file of public keys is not a JWK set. Download it again from "
                "/.well-known/gi-keys.json on the issuer's site.",
            )
        )


class PictureError(InvalidError):
    """No certificate can be read in a picture or a PDF."""

    slug = "certificate-picture"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "文件里没有读到用标凭证的二维码。请用 PNG、JPEG 图片或 PDF，"
                "四角和四周的白边都要拍全，光线均匀，然后再试。",
                "No certificate's QR code was found in the file. Give a PDF, or a "
                "PNG or JPEG in even light, with all corners and the white border.",
            )
        )


class NoInputError(InvalidError):
    """What was named is neither a certificate's text nor a file."""

    slug = "certificate-input"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这不是以 GI1: 开头的凭证文字，也没有这个名字的文件。"
                "请给出凭证文字、文本文件、PNG 或 JPEG 图片，或 PDF。",
                "This is neither a certificate's text, which begins with GI1:, nor a "
                "file. Give the text, a text file, a PNG or JPEG picture, or a PDF.",
            )
        )


class NoSuchKeyError(NotFoundError):
    """No key of this installation is called so."""

    slug = "certificate-no-such-key"

    def __init__(self, kid: str) -> None:
        super().__init__(
            Words(
                f"没有编号为 {kid} 的密钥；用 gi-registry certificates keys list 查看",
                f"There is no key {kid}; see gi-registry certificates keys list",
            ),
            kid=kid,
        )


class KeyEndedError(ConflictError):
    """The key was revoked before."""

    slug = "certificate-key-ended"

    def __init__(self, kid: str, on: date) -> None:
        super().__init__(
            Words(
                f"密钥 {kid} 已于 {on.isoformat()} 撤销，无须再办",
                f"The key {kid} was revoked on {on.isoformat()}; nothing is left to do",
            ),
            kid=kid,
            on=on.isoformat(),
        )


class KeyReasonError(InvalidError):
    """A key is replaced or revoked for a reason that is kept."""

    slug = "certificate-key-reason"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请写明更换或撤销密钥的原因；原因会记入日志",
                "Write down why the key is replaced or revoked; the log keeps it",
            ),
            field="reason",
        )
