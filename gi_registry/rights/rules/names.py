"""Names of products as announcements spell them, made comparable.

Full and half width, spaces, brackets and dots do not tell names apart, nor do the
traditional forms of characters that stand in names of products and places.
"""

from typing import Final
from unicodedata import normalize

_FORMS: Final = (
    "萬万 義义 樂乐 鄉乡 雲云 儀仪 黨党 關关 興兴 涼凉 縣县 參参 葉叶 壺壶 寧宁 "
    "壩坝 嵐岚 廣广 開开 懷怀 恆恒 條条 棗枣 澤泽 濟济 漿浆 渾浑 灣湾 靈灵 煩烦 "
    "貓猫 紅红 綠绿 絳绛 絲丝 綿绵 翹翘 膠胶 蘆芦 莖茎 薈荟 蓮莲 藥药 蔥葱 蘋苹 "
    "薑姜 蕎荞 藶苈 蘿萝 蠶蚕 豐丰 運运 連连 遙遥 釀酿 裡里 鐵铁 長长 聞闻 陽阳 "
    "陸陆 陳陈 頁页 麵面 順顺 餅饼 馬马 驢驴 駿骏 雞鸡 鴨鸭 鵝鹅 魚鱼 龍龙 麥麦 "
    "黃黄 鹽盐 醬酱 醃腌 壽寿 蘭兰 榮荣 晉晋 臨临 離离 嶺岭 鎮镇 東东 華华 業业 "
    "農农 產产 國国 區区 應应 質质 鳳凤 靜静 積积 縷缕 鄭郑 韓韩 趙赵 歷历 彎弯 "
    "點点 樹树 檳槟 筍笋 織织 燈灯 鑼锣 筆笔 硯砚 銅铜 錫锡 銀银 鋁铝 磚砖 畫画 "
    "紙纸 繡绣 臘腊 腸肠 鮮鲜 鱉鳖 蝦虾 貝贝 雜杂 糧粮 蟲虫 莧苋 蔔卜 欖榄 檸柠 "
    "櫻樱 欄栏 楊杨 橋桥 楓枫 樺桦 檜桧 穀谷 鈎钩 鉤钩 鬥斗 臺台 "
)
"""Pairs of a traditional character and the one that is written now."""
_SIMPLER: Final = {ord(pair[0]): pair[1] for pair in _FORMS.split()}


def name_key(text: str) -> str:
    """Return a name as names are compared: `平遙 牛肉（冠雲）` is `平遥牛肉冠云`."""
    plain = normalize("NFKC", text).casefold()
    return "".join(c for c in plain if c.isalnum()).translate(_SIMPLER)
