"""One class for each refusal of label sheets."""

from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words


class TemplateError(InvalidError):
    """Labels of these measures do not fit on their sheet, or not on themselves."""

    slug = "label-template"

    def __init__(self, field: str, words: Words) -> None:
        super().__init__(words, field=field)


class LabelTextTooLongError(InvalidError):
    """A line would have to be too small to be read."""

    slug = "label-text-long"

    def __init__(self, text: str, *, room_mm: float, least_pt: float) -> None:
        words = Words(
            "“{text}”在 {room} 毫米内排不下（字号不得小于 {least} 磅）。"
            "请改用更宽的标签，或缩小二维码和标志预留位置。",
            "“{text}” does not fit into {room} mm at {least} points, the least that "
            "can be read. Take a wider label, or a smaller QR code or place of the "
            "mark.",
        )
        super().__init__(
            words.filled(text=text, room=round(room_mm, 1), least=least_pt),
            field="label_width_mm",
            text=text,
        )


class ArtworkError(InvalidError):
    """The artwork cannot be placed on a label."""

    slug = "label-artwork"

    def __init__(self) -> None:
        words = Words(
            "标志文件应是完整的 PNG 或 JPEG，不超过 5 MB、2500 万像素；"
            "请从国家知识产权局下载的矢量图导出后再选",
            "The artwork must be a complete PNG or JPEG of at most 5 MB and 25 "
            "megapixels; export it from CNIPA's vector file and choose that",
        )
        super().__init__(words, field="artwork")


class ModuleSmallError(InvalidError):
    """The QR code would be so small that phones begin to fail."""

    slug = "label-module-small"

    def __init__(self, module_mm: float, *, least_mm: float, qr_mm: float) -> None:
        words = Words(
            f"二维码每格只有 {module_mm:.2f} 毫米，小于 {least_mm} 毫米时手机可能"
            "扫不出；"
            f"请把二维码边长加到 {qr_mm:.1f} 毫米以上，或勾选仍要打印",
            f"A module would be {module_mm:.2f} mm; below {least_mm} mm phones may "
            f"fail. Make the QR code at least {qr_mm:.1f} mm, or tick to print anyway",
        )
        super().__init__(words, field="qr_mm", module_mm=round(module_mm, 3))
