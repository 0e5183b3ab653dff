"""What a page states of itself: headline, dates, pictures, language, sections."""
