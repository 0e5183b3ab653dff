"""Families of words in class names and at the start of short texts, in several languages, as bits.

A family says what such words usually announce, never what to do about it: the weights decide that.
"""

import re
from functools import lru_cache

# Words of class, id, role and itemprop attributes. `related-posts`, `relatedPosts` and `related_posts` are two words.
NAME_WORDS: dict[str, str] = {
    "body": "body articlebody storybody postbody bodytext articletext richtext prose wysiwyg markdown textbody corpo cuerpo",
    "content": "content contents contenu contenido conteudo inhalt entry entrycontent maincontent postcontent",
    "article": "article artikel articulo artigo articolo story news post beitrag blog single artykul",
    "main": "main primary central",
    "text": "text texte texto testo paragraph para paragraf absatz copy richtext block",
    "lead": "lead lede lide intro standfirst chapo chapeau kicker teasertext subtitle subheadline dek deck summary excerpt "
    "abstract sapo entradilla bajada vorspann sommario description desc ingress synopsis resume",
    "headline": "headline title titel titre titulo titolo heading header hed headlines",
    "related": "related relatedposts relatedarticles recirc recirculation recommended recommend recommendation "
    "recommendations suggested suggestion similar readmore read more also next previous prev further lire aussi "
    "mehr weitere relacionadas relacionados relacionado correlati outbrain taboola moreon",
    "teaser": "teaser teasers card cards tile tiles promo promos item items list listing grid carousel slider swiper "
    "slick thumb thumbnail feed latest popular trending mostread most top archive loop widget widgets",
    "caption": "caption captions figcaption legend legende credit credits copyright bildunterschrift photo image img "
    "picture figure gallery media bild foto pie leyenda",
    "video": "video player audio podcast embed playlist youtube",
    "share": "share sharing social socials facebook twitter whatsapp follow addtoany sharedaddy toolbar tools actions like",
    "comment": "comment comments disqus kommentar kommentare kommentarer comentario comentarios commentaire commentaires "
    "reply respond response responses discussion forum",
    "newsletter": "newsletter newsletters subscribe subscription signup optin mailchimp mailing email register abo "
    "subscriber inscription",
    "cookie": "cookie cookies consent gdpr privacy cmp onetrust banner popup modal overlay dialog lightbox notice alert "
    "toast message tooltip",
    "paywall": "paywall premium piano regwall barrier meter locked unlock abonnement login signin account offer",
    "author": "author authors byline bio biography autor auteur autore verfasser writer profile avatar person contributor team",
    "date": "date time timestamp published updated meta metadata info datum zeit dateline postmeta entrymeta",
    "tag": "tag tags topic topics keyword keywords category categories cat label labels chip chips badge taxonomy "
    "schlagworte etiquetas",
    "nav": "nav navigation navbar menu menus breadcrumb breadcrumbs crumb pagination pager pagenav skip sitemap tabs tab "
    "dropdown mega submenu toc",
    "header": "header head masthead topbar top navbar hero",
    "footer": "footer foot bottom colophon imprint footnote footnotes",
    "side": "sidebar aside side rail secondary complementary sticky marginalia",
    "ad": "ad ads adv advert advertisement advertising anzeige werbung banner sponsor sponsored dfp gpt publicite "
    "publicidad pub promotion cta affiliate",
    "quote": "quote blockquote pullquote quotation zitat citation cita tweet",
    "list": "ul ol list liste faq accordion toggle question answer step steps",
    "table": "table tabelle row cell column col",
    "box": "box infobox factbox sidebox inset callout highlight note info kasten panel module component container wrapper",
    "toc": "toc tableofcontents ez outline jump anchors contents index",
    "hidden": "hidden hide invisible visually sr screenreader offscreen display none print noprint collapsed",
    "product": "product price cart shop buy rating review reviews stars amazon",
    "form": "form input field button btn search searchform submit select label",
    "live": "live liveblog ticker timeline entry update updates",
    "recipe": "recipe ingredients ingredient instructions directions recept rezept",
    "heading": "heading h1 h2 h3 subheading subhead subtitle zwischentitel intertitre crosshead crossheading",
}
NAMES = tuple(NAME_WORDS)
NAME_BITS: dict[str, int] = {}
for _bit, _words in enumerate(NAME_WORDS.values()):
    for _word in _words.split():
        NAME_BITS[_word] = NAME_BITS.get(_word, 0) | 1 << _bit

# `relatedPosts` gives `related`, `Posts`; `h2` stays whole.
NAME_WORD = re.compile(r"[A-Z]?[a-z]+[1-6]?|[A-Z]+")

# What short texts begin with. The longest alternatives come first where one begins another.
OPENINGS: dict[str, str] = {
    "related": r"(?:read|see|watch|view|listen|more|also|related|recommended|don.t miss|you (?:may|might)|up next|next|previous"
    r"|trending|most (?:read|popular)|popular|latest|top stor|editor.s pick|from the archive|for more"
    r"|lire|à lire|a lire|lisez|voir aussi|à voir|sur le même|les plus lus|notre dossier|pour aller plus"
    r"|mehr (?:zum|über|dazu|aus)|lesen sie|auch interessant|das könnte|weiterlesen|zum thema|passend dazu|meistgelesen|mehr:"
    r"|leer|lee también|lea (?:también|además)|te puede|también te|ver también|más (?:sobre|información)|relacionad|le puede"
    r"|leia|veja|saiba mais|mais lidas|leggi|guarda anche|ti potrebbe|potrebbe interessar"
    r"|lees (?:ook|meer|verder)|meer over|læs (?:også|mere)|les (?:også|mer)|läs (?:också|mer)|lue (?:myös|lisää)"
    r"|czytaj|zobacz|przeczytaj|zobrazit|čtěte|přečtěte|čítajte|citiți|citește|olvasta|читайте|читать|смотрите|подробнее"
    r"|ayrıca|daha fazla|ilgili|baca juga|baca|simak|xem thêm|đọc thêm|اقرأ|إقرأ|شاهد|بیشتر|קראו|यह भी|ये भी|इसे भी"
    r"|もっと|関連|あわせて|続きを|相关|相關|延伸|推荐|更多|관련|더보기|อ่าน)",
    "follow": r"(?:follow|share|tweet|like us|join (?:us|our)|download (?:the|our)|get (?:the|our)|click here|tap here|sign ?up"
    r"|suivez|partage|abonnez|rejoignez|folge|teilen|jetzt|hier (?:geht|klicken)|síg|sigue|compart|únete|siga|segui|condivid"
    r"|volg|deel|obserwuj|udostępnij|подпис|поделит|takip|paylaş|ikuti|bagikan|تابع|شارك|シェア|フォロー|分享|关注|공유)",
    "newsletter": r"(?:newsletter|subscribe|subscription|our newsletter|e-?mail|stay (?:up|informed|in)|get (?:daily|weekly)|never miss"
    r"|inscri|recevez|la newsletter|melden sie|abonn|bleiben sie|suscr|recib|boletín|assine|receba|iscriv|ricevi|schrijf|meld je"
    r"|zapisz|бюллетень|рассылк|abone|berlangganan)",
    "notice": r"(?:cookie|we use cookies|this (?:site|website|content|article (?:is|was))|please|you (?:are|have|need|must)|to (?:continue|view|read)"
    r"|already (?:a|have)|log ?in|sign ?in|register|enable|your (?:browser|email|privacy)|by (?:clicking|signing|submitting|using)|javascript"
    r"|accept|privacy|terms|do not sell|contenu réservé|réservé aux|cet article est|déjà abonné|vous (?:avez|êtes|devez)|il vous reste"
    r"|dieser (?:artikel|inhalt|text)|an dieser stelle|sie (?:haben|möchten|sind)|bereits|mit ihrer zustimmung|datenschutz|este contenido"
    r"|acept|si (?:quieres|ya)|esta notícia|questo (?:articolo|contenuto)|deze (?:website|artikel)|te treść|ten artykuł|tento)",
    "credit": r"(?:photos?\b|images?\b|pictures?\b|credits?\b|getty|reuters|afp|ap photo|file (?:photo|picture)|crédits?\b|légende|fotos?\b|bild(?:er)?\b|foto:"
    r"|quelle\b|imagen|crédito|immagine|beeld\b|zdjęcie|fot\.|фото|fotoğraf|صورة|写真|图|사진|illustration|video\b|vidéo|watch:|\(?(?:photo|foto|bild|image)[:/ ])",
    "advert": r"(?:advert|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|reklam|реклама|advertentie|annonce|sponsored|sponsor|promoted"
    r"|iklan|إعلان|広告|广告|광고|affiliate|scroll to continue|story continues|article continues)",
    "copyright": r"(?:©|\(c\)|copyright|all rights reserved|tous droits|alle rechte|todos los derechos|todos os direitos|tutti i diritti|"
    r"wszelkie prawa|все права|tüm hakları|vse pravice|無断|版权|저작권|this material may not)",
    "byline": r"(?:by |par |von |por |di |av |af |door |autor|author|written by|words by|text:|reporting by|edited by|editing by|contributing|redaktion|rédaction"
    r"|redacción|redação|redazione|about the author|zur person|автор|yazan|oleh|記者|作者|责任编辑|编辑|責任編集|기자|with (?:files|reporting|additional))",
    "dated": r"(?:published|updated|posted|last (?:updated|modified)|first published|publié|mis à jour|modifié|veröffentlicht|aktualisiert|stand:|erstellt"
    r"|publicad|actualizad|atualizad|pubblicat|aggiornat|gepubliceerd|bijgewerkt|opublikowan|aktualizac|опубликован|обновлен|yayın|güncel|diterbitkan"
    r"|\d{1,2}[./: ]\d{1,2}|\d{1,2}\.? \w+ \d{4}|\w+ \d{1,2}, \d{4}|\d+ ?(?:min|mins|minutes?|hours?|h|days?|shares?|comments?|views?)\b|\d{4}[年-])",
    "tags": r"(?:tags?\b|topics?\b|keywords?\b|filed under|categor|in this (?:article|story)|themen|schlagw|mots.clés|sujets|thématiques|temas|etiquetas|tópicos"
    r"|argomenti|temat|теги|темы|etiket|标签|キーワード|タグ|table of contents|contents|on this page|jump to|key (?:points|takeaways)|inhalt)",
    "comment": r"(?:comments?\b|leave a (?:comment|reply)|add (?:a )?comment|\d+ comments|reply|view comments|commentaire|kommentar|diskut|comentario|comentário|comment[io]"
    r"|reacti|reageer|коммент|yorum|komentar|评论|コメント|댓글|what do you think|have your say|contact\b|do you have|got a (?:tip|story)|email us)",
    "source": r"(?:sources?\b|references?\b|quellen?\b|références|fuentes?\b|fontes?\b|bron(?:nen)?\b|источник|notes?\b|footnotes?\b|disclaimer|correction|editor.s note"
    r"|note\b|this (?:story|article|post|piece|report)|originally|ce texte|mit (?:material|informationen)|cet article)",
}
OPENING_NAMES = tuple(OPENINGS)
OPENING = re.compile("|".join(f"({pattern})" for pattern in OPENINGS.values()))


@lru_cache(maxsize=8192)
def name_bits(names: str) -> int:
    """Return the families of the words in *names*, a string of attribute values, as bits in `NAMES`' order."""
    bits = 0
    for word in NAME_WORD.findall(names[:400]):
        bits |= NAME_BITS.get(word.lower(), 0)
    return bits


def opening(text: str) -> int:
    """Return 1 + the index in `OPENING_NAMES` of what *text*, folded, announces by its first words; 0 if nothing."""
    match = OPENING.match(text[:60].lower().lstrip("-–—•·*[(>»›→ "))
    return match.lastindex or 0 if match else 0
