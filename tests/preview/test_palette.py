from ctcompanion.model import DataType
from ctcompanion.preview import charts, palette
from ctcompanion.recipe import DatasetMetadata


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_has_4_5_to_1_and_graphics_3_to_1():
    assert contrast(palette.INK, palette.PAPER) >= 4.5
    assert contrast(palette.LINE, palette.PAPER) >= 4.5
    assert contrast(palette.SERIES, palette.PAPER) >= 4.5
    assert contrast(palette.MUTED, palette.PAPER) >= 3


def test_no_pure_red_or_green_among_the_colours():
    for color in (palette.SERIES, palette.MUTED):
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        assert not (red > 150 and green < 60 and blue < 60)
        assert not (green > 120 and red < 60 and blue < 60)


def test_bars_carry_their_numbers_and_no_legend_or_outside_request(table_of):
    table = table_of({"Kind": (DataType.TEXT, ["x", "y", "z"]), "Homes": (DataType.NUMBER, [1, 2, 3])})
    (chart,) = charts(table, DatasetMetadata())
    drawn = chart.figure.to_dict()
    assert list(drawn["data"][0]["text"]) == ["1", "2", "3"]
    assert drawn["layout"]["showlegend"] is False
    assert "http" not in chart.figure.to_json()
