"""Made-up texts that share no words in a row unless they are made from each other."""

import random

VOWELS, CONSONANTS = "aeiou", "bdfgklmnprstvz"


def body(seed: int, words: int = 240) -> str:
    """Return a text of its own for each *seed*, in paragraphs of 40 words."""
    rng = random.Random(seed)
    made = [
        "".join(rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(rng.randint(1, 4))) for _ in range(words)
    ]
    return "\n\n".join(" ".join(made[first : first + 40]) for first in range(0, words, 40))


def edited(text: str, every: int) -> str:
    """Return *text* with every so-manieth word replaced."""
    words = text.split(" ")
    return " ".join("corrected" if place % every == every - 1 else word for place, word in enumerate(words))


def weather(day: int) -> str:
    """Return a report as a template makes it: the words of every other day, figures of its own."""
    rng = random.Random(day)
    figures = [rng.randint(10, 45) for _ in range(8)]
    report = """Weather for Kayes on day {} of the month. The morning begins with {} degrees, and in the
        afternoon {} degrees are reached. The wind blows from the north at {} kilometres an hour, gusts come
        to {}. Humidity is {} per cent and rain is expected in {} districts. Tomorrow {} degrees. The weather
        service asks all to drink enough water and to follow the advice of the authorities when there are
        storms."""
    return " ".join(report.split()).format(*figures)
