"""A seeded event of 60 talks for the benches: two days, three rooms, abstracts and biographies of 27,000 characters.

    python bench/programme.py FOLDER

writes FOLDER/event.yaml. Everything and everybody in it is made up from the words below; no two paragraphs are alike.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

TALKS, DAYS, SEED = 60, 2, 20261124
ROOMS = {"A": "大ホール", "B": "中会議室", "C": "工作室"}
ABSTRACT, BIOGRAPHY = 300, 150
"""Characters that an abstract and a biography come to."""


def _listed(words: str) -> list[str]:
    """Return words given in lines; ``␣`` in one stands for a space."""
    return [word.replace("␣", " ") for word in words.split()]


SUBJECTS = _listed(
    """
    古地図の照合 活字の再鋳造 紙漉きの水質管理 港の潮位予測 織機の音響診断 町工場の見学予約
    山小屋の電力融通 図書館の蔵書点検 里山の獣害地図 路面電車の運行記録 手話の動作認識 漆器の乾燥計測
    酒蔵の温度監視 方言の音声収集 農道の除雪計画 火山観測網 学校給食の献立作成 染料の色合わせ
    古文書の翻刻 金型の摩耗検知 陶土の配合設計 防災無線の聞き取り調査 博物館の収蔵管理 河川の水位通報
    祭りの人流計測 木造橋の点検 絶版楽譜の復刻 市民農園の区画割り
    """
)
TOOLS = _listed(
    """
    Python Rust SQLite PostgreSQL GeoJSON WebGPU Raspberry␣Pi OpenCV LilyPond QGIS FastAPI MQTT NumPy
    Blender KiCad PDF/X-4
    """
)
TITLES = (
    "{a}を十年続けるために",
    "{tool}ではじめる{a}",
    "{a}と{b}のあいだ",
    "三人で支える{a}",
    "{a}の見取り図──{tool}を道具にして",
    "失敗から読む{a}",
    "{a}を町にひらく",
)
OPENINGS = (
    "{a}の現場では、{year}年まで紙の帳面が使われていました。",
    "「{a}に計算機はいらない」と言われたところから、この話は始まります。",
    "{a}を引き継ぐ人が減っています。残された時間は、長くて五年です。",
    "{year}年の冬、私たちは{a}のしくみをいちから作り直すことにしました。",
    "{a}をめぐる相談は、年に{n}件ほど届きます。",
)
MIDDLES = (
    "はじめに、{tool}を選んだ理由と、選ばなかった道具についてお話しします。",
    "つまずいたのは性能ではなく、呼び名の揺れと日付の書き方でした。",
    "測定は{n}か所で行い、気温が{small}℃を下回る朝の値だけを取り除いています。",
    "{b}との共同作業では、どちらの言葉に合わせるかで半年を費やしました。",
    "費用は年に{n}万円で、その七割を部品の交換と通信が占めています。",
    "聞き取りに応じてくださった{n}人の声から、「急がない」という方針が決まりました。",
    "夜間の処理を{small}時から始めると、昼の問い合わせと取り合いになりません。",
    "途中で一度、集めた記録の{small}割を捨てる判断をしています。",
    "{tool2}への移行は見送りました。そのとき書いた比較表も、あわせてお見せします。",
    "会場には実物を持ち込みますので、休憩のあいだに触ってみてください。",
    "記録の形式は公開してあり、他の地域でもそのまま使えます。",
)
ENDINGS = (
    "予備知識はいりません。手を動かすのが好きな方をお待ちしています。",
    "後半の十五分は質問の時間です。困りごとをお持ちください。",
    "資料は終了後に配布します。写真の撮影もご自由にどうぞ。",
    "{tool}に触れたことのある方なら、その晩から試せる内容です。",
)
CAREERS = (
    "{year}年に{body}へ入り、{a}を担当する。",
    "{body}で{a}に携わるかたわら、月に一度の読書会を開いている。",
    "大学で{b}を学び、{year}年から{body}に勤める。",
    "新聞社の校閲部を経て、{year}年に{body}へ移る。",
)
ASIDES = (
    "{tool}の日本語の手引きを訳し、改訂を{small}回重ねた。",
    "共著に『{a}の手帖』がある。",
    "休みの日は峠道を歩き、道標の文字を写して回る。",
    "若い人に向けた講座を{n}回開き、いまも続けている。",
    "{b}の研究会では、世話人として会場の手配を受け持つ。",
    "古い計算尺を集めており、居間の棚はすでに二段が埋まった。",
    "双子の父で、夜の九時以降は画面を見ないと決めている。",
    "{tool2}の利用者の集まりでは、受付に立つことが多い。",
    "近ごろは味噌の仕込みに凝り、温度の記録だけは欠かさない。",
)
FAMILIES = _listed(
    """
    相原:あいはら 井筒:いづつ 宇野:うの 江頭:えがしら 大庭:おおば 鏑木:かぶらぎ 木暮:こぐれ 久世:くぜ
    佐伯:さえき 椎名:しいな 杉浦:すぎうら 瀬川:せがわ 園田:そのだ 高遠:たかとお 月岡:つきおか
    戸塚:とつか 永井:ながい 新見:にいみ 野々村:ののむら 長谷部:はせべ 日向:ひゅうが 藤堂:とうどう
    穂積:ほづみ 真壁:まかべ 水上:みずかみ 村雨:むらさめ 守屋:もりや 柳瀬:やなせ 結城:ゆうき
    若林:わかばやし
    """
)
GIVENS = _listed(
    """
    葵:あおい 郁:かおる 栄太郎:えいたろう 香苗:かなえ 圭:けい 小春:こはる 沙織:さおり 俊介:しゅんすけ
    慎:しん 鈴:すず 千尋:ちひろ 直樹:なおき 望:のぞみ 春馬:はるま 文乃:ふみの 誠一:せいいち 美咲:みさき
    泰三:たいぞう 悠:ゆう 凛太朗:りんたろう
    """
)
BODIES = _listed(
    """
    見本測量舎 例示工業株式会社 見本市立博物館 例示大学地域研究所 株式会社架空計器 見本県水産試験場
    例示製紙 架空印刷株式会社 見本町役場 例示放送 架空高等専門学校 見本電鉄
    """
)


class Maker:
    """Makes paragraphs, titles and people from one seed, none of them twice."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.made: set[str] = set()

    def once(self, make: Any) -> str:
        """Return the first thing made that is new."""
        while True:
            found: str = make()
            if found not in self.made:
                self.made.add(found)
                return found

    def words(self, subject: str, tool: str, body: str) -> dict[str, object]:
        r = self.random
        other = r.choice([one for one in SUBJECTS if one != subject])
        other_tool = r.choice([one for one in TOOLS if one != tool])
        return {
            "a": subject, "b": other, "tool": tool, "tool2": other_tool, "body": body,
            "year": r.randint(2003, 2023), "n": r.randint(11, 98), "small": r.randint(2, 9),
        }  # fmt: skip

    def paragraph(self, length: int, words: dict[str, object], *banks: tuple[str, ...]) -> str:
        """Return sentences: one of the first bank, those of the second until it is long enough, one of the third."""
        r, (first, rest, *last) = self.random, banks
        end = r.choice(last[0]).format(**words) if last else ""
        text = r.choice(first).format(**words)
        for sentence in r.sample(rest, len(rest)):
            if len(text) + len(end) >= length - 15:
                break
            text += sentence.format(**words)
        return text + end


def event(seed: int = SEED) -> dict[str, Any]:
    """Return the event as ofprint reads it."""
    maker, r = Maker(seed), random.Random(seed + 1)
    people: dict[str, Any] = {}
    blocks: dict[tuple[int, str], list[Any]] = {(day, track): [] for day in range(1, DAYS + 1) for track in ROOMS}
    for number in range(TALKS):
        slot, room = divmod(number, len(ROOMS))
        day, slot = divmod(slot, TALKS // len(ROOMS) // DAYS)
        subject, tool, body = r.choice(SUBJECTS), r.choice(TOOLS), r.choice(BODIES)
        words = maker.words(subject, tool, body)
        key = f"person{number + 1}"
        name, reading = _name(maker, r)
        people[key] = {
            "name": name, "reading": reading, "affiliation": body,
            "biography": maker.once(lambda w=words: maker.paragraph(BIOGRAPHY, w, CAREERS, ASIDES)),
        }  # fmt: skip
        minute = 9 * 60 + 30 + slot * 45 + (60 if slot >= 4 else 0)
        blocks[day + 1, list(ROOMS)[room]].append({
            "start": _clock(minute), "end": _clock(minute + 40), "kind": "talk", "speakers": [key],
            "title": maker.once(lambda w=words: r.choice(TITLES).format(**maker.words(w["a"], w["tool"], w["body"]))),
            "abstract": maker.once(lambda w=words: maker.paragraph(ABSTRACT, w, OPENINGS, MIDDLES, ENDINGS)),
        })  # fmt: skip
    return {
        "updated": "2026-11-24", "title": "架空技術会議", "edition": "2027", "theme": "手もとから、ひらく",
        "dates": [{"date": f"2027-05-{15 + day}", "start": "9:30", "end": "18:00"} for day in range(DAYS)],
        "hosts": [{"rank": "主催", "names": ["架空技術会議実行委員会"]}],
        "venue": {"name": "見本会議場", "address": "見本県架空市中央3-2-1"},
        "rooms": {f"room{track}": {"name": name} for track, name in ROOMS.items()},
        "tracks": {track: {"name": name, "room": f"room{track}"} for track, name in ROOMS.items()},
        "people": people,
        "programme": [{"day": day, "track": track, "items": items} for (day, track), items in blocks.items()],
    }  # fmt: skip


def _name(maker: Maker, r: random.Random) -> tuple[str, str]:
    made = maker.once(lambda: f"{r.choice(FAMILIES)}:{r.choice(GIVENS)}")
    family, family_kana, given, given_kana = made.split(":")
    return f"{family} {given}", f"{family_kana} {given_kana}"


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"


def write(folder: Path) -> Path:
    """Write the event (JSON, which YAML reads) into a folder; return its file."""
    file = folder / "event.yaml"
    file.write_text(json.dumps(event(), ensure_ascii=False, indent=1), encoding="utf-8")
    return file


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write(folder)
    made = event()
    texts = [item["abstract"] for block in made["programme"] for item in block["items"]]
    texts += [person["biography"] for person in made["people"].values()]
    print(f"{len(texts)} paragraphs, {sum(map(len, texts)):,} characters")


if __name__ == "__main__":
    main()
