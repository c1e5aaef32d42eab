"""The specimen's rules, chapter by chapter: names, words and samples."""

from __future__ import annotations

from dataclasses import replace

from samples import HEAD, LIST, first_fit, head, names, total_fit, wide
from sheet import BOLD, GOTHIC, Row, adjusted, sample, stacked, typed

from ofprint.typesetting import FitLimits, Markup, TextStyle, fit_text, jidori

STARTS = "予約のしめきりは、水曜です。ファックスでも、メールでも。"
ENDS = "この会場では「見本市」と（公開の）『工房』を見る。"
LEVELS = "ウェブのチャットで、日々シャッターを。"
WAVES = "地域の仕事を語る会～町をひらいた人々の話～"
SQUEEZE = "町の三つの工場（織物、「藍」の染め、（型紙））を、歩いて回ります。『工場の縁側』、参照。"


def starts_and_ends() -> list[Row]:
    """Return the rules on line starts and line ends."""
    return [
        Row(
            "行頭禁則",
            "Characters not starting a line",
            "JLREQ 3.1.7",
            "句読点・閉じ括弧・小書きの仮名・音引き・々は行頭に置かない。既定は最も厳しい水準。",
            (typed(STARTS, 7), sample(STARTS, 7, "行頭禁則")),
        ),
        Row(
            "禁則の水準",
            "Levels",
            "JLREQ C.3",
            "既定は最も厳しい水準。字間のあきを惜しむなら、ゆるめて選べる。八字以下の行で良い切れ目がなければ、その段落だけ「厳しい」に下げ、結果にそう残す。",
            (
                sample(LEVELS, 7, "最も厳しい（既定）"),
                sample(LEVELS, 7, "厳しい", kinsoku="strict"),
                sample("ショー、ウェッブのファッション", 6, "短い行で下がる"),
            ),
        ),
        Row(
            "行末禁則",
            "Characters not ending a line",
            "JLREQ 3.1.8",
            "始め括弧は行末に置かない。どの水準でも。",
            (typed(ENDS, 9), sample(ENDS, 9, "行末禁則")),
        ),
        Row(
            "分離禁止",
            "Inseparable characters",
            "JLREQ 3.1.10",
            "――と……、数字と単位、時刻、電話番号、郵便番号、号数は行の切れ目で離れない。",
            (
                sample(
                    "開演は13:30から。料金は1,200円、定員は50名。電話は022-000-4861まで――ただし……平日。",
                    12,
                    "数字・単位・時刻・電話",
                ),
                sample("〒980-0000の会場で、vol.7を2026年1月22日(木)に開く。", 13, "郵便番号・号数・日付"),
            ),
        ),
        Row(
            "欧文とURL",
            "Latin words, addresses",
            "JLREQ 3.1.10, house rule",
            "欧文の単語は切らない。URLとメールアドレスは / . @ などのあとで、ハイフンを加えずに分ける。",
            (
                sample(
                    "申し込みはhttps://www.example.jp/events/2026/index.htmlから、問い合わせはoffice@forum.example.jpへ。",
                    18,
                    "切ってよい所だけ",
                ),
                sample("町のopen factoryでcraftsmanshipにふれる一日。", 10, "単語は切らない"),
            ),
        ),
        Row(
            "波ダッシュ",
            "Wave dash as bracket",
            "house rule",
            "～副題～の初めの～は始め括弧、終わりの～は閉じ括弧として扱う。範囲の～は行頭に置かない。",
            (typed(WAVES, 10), sample(WAVES, 10, "はじめは開き、おわりは閉じる")),
        ),
    ]


def punctuation() -> list[Row]:
    """Return the rules on punctuation and the spaces about it."""
    return [
        Row(
            "約物の連続",
            "Consecutive punctuation",
            "JLREQ 3.1.4",
            "括弧や句読点が並ぶところは、間の二分アキを一つにまとめる。詰めるのは全角の字だけで、書体ごとに字幅を見て決める。",
            (typed(SQUEEZE, 10), sample(SQUEEZE, 10, "アキを一つに")),
        ),
        Row(
            "行頭の括弧",
            "Opening brackets at line start",
            "JLREQ 3.1.5",
            "折り返しの行頭に来た始め括弧は、天に付ける。",
            (
                sample("町工場の人たちの話。「ひらくと変わる」という。", 10, "天付き"),
                sample("「ひらく」と決めた日から、言葉が変わる。", 8, "段落のはじめは一字下げ", indent=1),
            ),
        ),
        Row(
            "行末の約物",
            "Marks at line end",
            "JLREQ 3.1.9",
            "行末に来た句読点と閉じ括弧の二分アキは、残すか、まるごと取る。半端には詰めない。",
            (
                sample("漆の器を見に行く、朝。町に出る。", 9, "残す"),
                sample("木の器を見に行く朝の「町」へ出る。", 8, "取る"),
            ),
        ),
        Row(
            "四分アキ",
            "Japanese and Latin",
            "JLREQ 3.2.6",
            "和文と欧文・算用数字の間は四分（全角の四分の一）あける。行の端と約物の隣にはあけない。幅は設定できる。",
            (
                sample("午後2時からA4判のPDFを12部、USBで。", 12, "四分（既定）", align="left"),
                sample("午後2時からA4判のPDFを12部、USBで。", 12, "ベタ", align="left", aki=0.0),
            ),
        ),
        Row(
            "感嘆符と疑問符",
            "Dividing punctuation",
            "JLREQ 3.1.6",
            "文の終わりの！？のあとは全角アキ。閉じ括弧の前と行末では、そのアキを消す。",
            (sample("できた！　動くか？　「動いた！」と声。さあ行こう！　次の町へ。", 9, "行末では消える"),),
        ),
        Row(
            "中点・コロン",
            "Middle dots",
            "JLREQ 3.1.2",
            "中点は前後に四分ずつのアキを持つ。行の調整では、そのアキを先に詰める。",
            adjusted("染色・織物・木工・金属・陶磁・和紙・漆芸・硝子の八つの町。", 14),
        ),
    ]


def adjustment() -> list[Row]:
    """Return the rules on how lines come to their measure."""
    long = (
        "長年続く祭りの日に、町の工場がいっせいに扉をひらく。金属を曲げる音、布を織る音、木を削る香り。"
        "「はじめて見た」という声が、あちこちから聞こえてくる。"
    )
    return [
        Row(
            "追い込み",
            "Reduction",
            "JLREQ 3.8.3",
            "はみ出す字は、欧文の語間、行末のアキ、中点、括弧・読点の前後、四分アキの順に詰めて行に入れる。",
            adjusted("染め、織り、「型」、（紙）、『漆』の、五つの工房。見て、さわって、町を歩く。", 11),
        ),
        Row(
            "追い出し",
            "Expansion",
            "JLREQ 3.8.4",
            "入らない字は次の行へ送り、前の行を語間、四分アキ、字間の順にあけて行末をそろえる。",
            adjusted("会場は駅から歩いて、すぐ。ウェッブの地図にキャラクターの道案内。", 12),
        ),
        Row(
            "ぶら下げ",
            "Hanging punctuation",
            "JLREQ 3.8.2",
            "選べば、行末に入らない句読点を版面の外へぶら下げる。既定はしない。",
            (
                sample("工場の扉がひらく、その朝。人が町へ出る。", 8, "しない（既定）"),
                sample("工場の扉がひらく、その朝。人が町へ出る。", 8, "する", hanging=True),
            ),
        ),
        Row(
            "段落全体で決める",
            "Total fit",
            "cost: em²",
            "改行は段落全体の伸び縮みの二乗の和が最小になるように選ぶ。一行ずつ決めると、しわ寄せが後の行に来る。",
            (first_fit(long, 14, "行ごと"), total_fit(long, 14, "全体で")),
        ),
        Row(
            "一字の最終行",
            "Single-character last line",
            "JLREQ 3.5.4",
            "最後の行に一字だけ（句点が付いても）残さない。",
            (
                first_fit("漆の器は使うほどに艶を増していく。", 8, "行ごと"),
                sample("漆の器は使うほどに艶を増していく。", 8, "一字を残さない"),
            ),
        ),
    ]


def heads() -> list[Row]:
    """Return the rules on heads, display type and names."""
    title = "地域一体型オープンファクトリーの全国的な潮流"
    tight = "チャレンジ・トーク「To」"
    style = replace(HEAD, breaks="none", size=22)
    return [
        Row(
            "文節で分ける",
            "Heads at phrases",
            "house rule",
            "見出しは文節で改行し、行の長さをそろえる。「ものづくり」や片仮名の語の中では分けない。",
            (head("「ものづくりのまち」に起こった小さな産業革命", 12 * 14.5, "文節で"),),
        ),
        Row(
            "長い見出し",
            "Long heads",
            "house rule",
            "文節が行長より長ければ、字種の変わり目で分ける。",
            (
                head(title, 10.6 * 14.5, "字種の変わり目"),
                head("360°よねざわオープンファクトリーが紡いだ未来", 10.6 * 14.5, "同"),
            ),
        ),
        Row(
            "詰め組",
            "palt, kern",
            "OpenType palt + kern",
            "大きな字は字面に合わせて詰める（palt）。欧文の組み合わせは kern による。本文はベタ組み。",
            (
                stacked(
                    [wide(tight, replace(style, display=False)), wide(tight, style)], "上：ベタ　下：詰め", pitch=34
                ),
            ),
        ),
        Row(
            "字取り",
            "Jidori",
            "JLREQ 3.7.3",
            "決まった字数の幅に、字間を均等にあけて収める。欧文と数字は割らない。",
            (
                stacked(
                    [
                        jidori(word, 6, style=LIST)
                        for word in ("日時", "会場", "参加費", "申込方法", "お問合せ先", "URL")
                    ],
                    "六字取り",
                ),
                stacked(
                    [
                        jidori(word, 5, style=LIST)
                        for word in ("東", "南北", "一二三", "春夏秋冬", "木火土金水", "2026年")
                    ],
                    "五字取り",
                ),
            ),
        ),
        Row(
            "人名",
            "Names",
            "five-em convention",
            "名簿の氏名は五字取り。姓と名の間をあけて、二字から五字までを同じ幅に。敬称は名に含めず、少し離す。欧文名は割らない。",
            (
                names(
                    ("北野", "武"),
                    ("王", "貞治"),
                    ("鈴木", "一郎"),
                    ("小泉", "今日子"),
                    ("Gödel", "Kurt"),
                    ems=5,
                    label="五字取り",
                ),
                names(("北野", "武"), ("王", "貞治"), ("鈴木", "一郎"), ("小泉", "今日子"), ems=7, label="七字取り"),
                names(("北野", "武"), ("鈴木", "一郎"), ("小泉", "今日子"), ems=5, label="敬称", honorific="様"),
            ),
        ),
    ]


def ruby() -> list[Row]:
    """Return the rules on ruby, emphasis and what may be said inside a line."""
    loose = {"leading": 23}
    return [
        Row(
            "モノルビ",
            "Mono ruby",
            "JLREQ 3.3.5",
            "一字ごとに読みを付け、字の中央にそろえる。",
            (sample(Markup("紙《かみ》を漉《す》き、糸《いと》を紡《つむ》ぐ。"), 12, "一字ずつ", **loose),),
        ),
        Row(
            "グループルビ",
            "Group ruby",
            "JLREQ 3.3.6",
            "読みを熟字全体に割り振る。親文字は分けない。",
            (
                sample(
                    Markup("｜向日葵《ひまわり》と｜紫陽花《あじさい》、｜香具師《やし》の声。"), 8, "全体に", **loose
                ),
            ),
        ),
        Row(
            "熟語ルビ",
            "Jukugo ruby",
            "JLREQ 3.3.7",
            "熟語の読みを字ごとに持ち、行の切れ目では読みも分かれる。",
            (sample(Markup("はじめての｜町工場《まち｜こう｜ば》見学。"), 6, "字ごとに分かれる", **loose),),
        ),
        Row(
            "ルビのはみ出し",
            "Ruby overhang",
            "JLREQ 3.3.8",
            "長い読みは前後の仮名に一字分まで掛ける。漢字には掛けず、親文字をあける。",
            (
                sample(Markup("その｜志《こころざし》を継ぐ"), 9, "仮名に掛ける", align="left"),
                sample(Markup("大｜志《こころざし》展"), 7, "漢字の間はあける", align="left"),
            ),
        ),
        Row(
            "圏点",
            "Emphasis dots",
            "JLREQ 3.3.9",
            "強める字の上（縦組みでは右）に点を打つ。約物には打たない。",
            (sample(Markup("《《使う人の手》》を見てから、《《寸法》》を決める。"), 14, "圏点", **loose),),
        ),
        Row(
            "行中の指定",
            "Inline markup",
            "Markup",
            "太字・色・大きさ・リンクは小さな記号で指定する。名簿などのただの文字列は、記号があってもそのまま出る。",
            (
                sample(
                    Markup("**太字**と[色]{ink=accent}と[大]{size=1.4}きさ、[リンク](https://example.jp/)。"),
                    13,
                    "Markup",
                    align="left",
                ),
                sample("｜名《前》に<b>&amp;記号**があっても", 10, "ただの文字列", align="left"),
            ),
        ),
    ]


def characters() -> list[Row]:
    """Return the rules on characters of all kinds, and fitting."""
    gothic = {"fonts": GOTHIC}
    narrow = TextStyle(BOLD, 18, align="left", breaks="none")
    limits = FitLimits(floor=9)
    fits = ("例示 太郎", "見本ヶ丘 アレクサンドラ", "Wolfgang Amadeus Specimen")
    return [
        Row(
            "字の補い",
            "Fallback",
            "by cluster",
            "書体にない字は、字のまとまりごとに次の書体から補う。豆腐（欠字の箱）は出さない。",
            (
                sample("髙橋、﨑山、𠮷田、Łódź、x≒y、☎と☀と🎪と👍。", 13, "明朝", align="left"),
                sample("髙橋、﨑山、𠮷田、Łódź、x≒y、☎と☀と🎪と👍。", 13, "ゴシック", align="left", **gothic),
            ),
        ),
        Row(
            "異体字",
            "Ideographic variants",
            "IVS",
            "異体字の指定（IVS）を守る。葛城市の葛と葛飾区の葛󠄀。",
            (sample("葛城市 葛󠄀飾区　辻 辻󠄀", 12, "右の字が選択子つき", align="left", size=20, leading=30),),
        ),
        Row(
            "半角片仮名",
            "Half-width kana",
            "JIS X 0201",
            "古い名簿から来る半角の仮名も、濁点を離さず、禁則を守って組む。",
            (sample("ﾃﾞｰﾀﾍﾞｰｽﾉ､ｶﾞｷﾞｸﾞｹﾞｺﾞ｡ｼｽﾃﾑﾉﾄｳﾛｸ｡", 6, "濁点を離さない"),),
        ),
        Row(
            "結合文字",
            "Combining marks",
            "UAX #29",
            "結合文字は基底の字と一つに扱う。向きの制御などの見えない字は描かない。",
            (
                sample(
                    "Nguyễn Ánh、Łukasz、か゚き゚く゚（鼻濁音）、naïve\u202eなど\u202c。",
                    12,
                    "基底の字と一つに",
                    align="left",
                    size=16,
                    leading=26,
                ),
            ),
        ),
        Row(
            "枠に収める",
            "Fitting",
            "stated rules",
            "入らない字は、アキと字間、次に大きさ、行数の順に、決めた限りまで変えて収める。何をしたかは結果に残り、限りを超えれば誤りとして止まる。",
            (
                stacked(
                    [fit_text(name, width=150, style=narrow, limits=limits).text for name in fits],
                    "幅 150 pt、18 pt から 9 pt まで",
                    pitch=26,
                ),
            ),
        ),
    ]
