"""The words of pages that tell of a fault, and of challenges for browsers, in the languages that we meet."""

import re

# Just a moment…   Checking your browser before accessing   Verify you are human   Attention Required! | …
CHALLENGE = re.compile(
    "|".join(
        (
            r"just a moment",
            r"checking (?:if the site connection is secure|your browser)",
            r"(?:verify|verifying|confirm|prove|make sure) (?:that )?you(?:'re| are)? (?:a |not a )?(?:human|real)",
            r"are you (?:a )?(?:human|robot)",
            r"attention required",
            r"ddos protection by",
            r"pardon our interruption",
            r"enable javascript and cookies to continue",
            r"unusual (?:traffic|activity) from your",
            r"complete the (?:security check|captcha)",
            r"press (?:and|&) hold",
            r"security verification",
            r"v[ée]rifi(?:er|cation|ez) (?:que vous [êe]tes|de (?:votre navigateur|s[ée]curit[ée]))",
            r"sicherheits[üu]berpr[üu]fung|ihr browser wird [üu]berpr[üu]ft",
            r"comprobando (?:tu|su) navegador",
            r"проверка (?:вашего )?браузера|正在验证|安全验证|アクセスを確認",
        )
    ),
    re.IGNORECASE,
)

_SUBJECT = (
    r"(?:the |this |la |cette |die |esta |a |requested )*"
    r"(?:page|site|file|url|article|story|content|document|seite|p[áa]gina|страница)?[ ,]*"
    r"(?:you requested |you are looking for |was |is |could |cannot |can't |be |n'est |ne |est |wurde |konnte |no |"
    r"non |n[ãa]o |не )*"
)
_MISSING = (
    r"(?:not found|not available|no longer available|unavailable|does not exist|doesn't exist|introuvable|"
    r"(?:n'est )?pas (?:trouv[ée]e?|disponible)|non trouv[ée]e?|existe pas|nicht gefunden|encontrad[ao]|trovat[ao]|"
    r"найдена|n[ãa]o existe|no existe)"
)
_UNDER = r"(?:site |website |page |site web )?(?:is |est |en |in |under |currently |down for |undergoing |scheduled )*"

# 404   Error 404   Page not found   We'll be back soon   Site en maintenance   Fehler 404   Página no encontrada
FAULT = re.compile(
    r"(?:[45]\d\d[ :#–-]*)?(?:"
    + "|".join(
        (
            r"(?:http )?(?:error|erreur|fehler|errore?|erro|ошибка|错误)?[ :#-]*(?:code )?[45]\d\d(?: error| erreur)?",
            _SUBJECT + _MISSING,
            r"forbidden|access denied|acc[èe]s (?:refus[ée]|interdit)|zugriff verweigert|acceso denegado",
            r"internal (?:server )?error|server error|bad gateway|gateway time-?out|too many requests|database error",
            r"error establishing a database connection|under construction|error|erreur|oops|whoops",
            r"(?:service |site |website )?(?:is )?(?:temporarily |currently )?(?:unavailable|down|offline)",
            r"service indisponible",
            r"(?:we'll |we will |we are |we're |will )?(?:be )?(?:right )?back "
            r"(?:soon|shortly|in a (?:moment|minute|while))",
            r"nous revenons (?:bient[ôo]t|tout de suite)|volvemos (?:pronto|enseguida)",
            r"(?:wir sind )?(?:gleich|bald) (?:wieder da|zur[üu]ck)",
            _UNDER + r"(?:maintenance|mantenimiento|manuten[çc][ãa]o|manutenzione|wartung(?:sarbeiten)?)",
            r"(?:oops|whoops|ups|hoppla)?[!,. …]*(?:something|an error|quelque chose|etwas|algo)? ?"
            r"(?:went wrong|has? occurred|occurred|s'est mal pass[ée]e?|ist schiefgelaufen|sali[óo] mal)",
            r"页面(?:不存在|未找到)|找不到页面|ページが見つかりません|الصفحة غير موجودة|لم يتم العثور على الصفحة",
        )
    )
    + ")",
    re.IGNORECASE,
)
