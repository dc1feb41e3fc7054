"""Bytes of every country become text."""

import pytest

from afterround.formats.tables.decoding import decode_table

TEXTS = {
    "cp1252": "Firma,Rolle\nMüller & Söhne,Entwickler für Straßenbau\n",
    "cp1250": "Firma,Stanowisko\nAcme,Inżynier\nGlobex,Główny księgowy\n",
    "cp932": "会社,職種,結果\nアクメ,エンジニア,合格\nグローベックス,アナリスト,不合格\n",
    "gb18030": "公司,职位,状态\n环球,工程师,已拒绝\n阿克梅,分析师,面试\n",
    "cp949": "회사,직무,상태\n애크미,엔지니어,불합격\n글로벡스,분석가,면접\n",
    "cp1251": "Компания,Должность\nАкме,Инженер\nГлобекс,Аналитик\n",
    "utf-8": "Company,Role\nAcmé,Ingénieur\n",
    "utf-8-sig": "Company,Role\nAcmé,Ingénieur\n",
    "utf-16": "Company,Role\nAcmé,Engineer\n",
    "utf-16-le": "Company,Role\nAcme,Engineer\n",
    "utf-16-be": "Company,Role\nAcme,Engineer\n",
    "utf-32": "Company,Role\nAcmé,Engineer\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_text_is_read_in_the_encoding_it_was_saved_in(encoding: str) -> None:
    assert decode_table(TEXTS[encoding].encode(encoding)) == TEXTS[encoding]


def test_a_picture_is_no_text() -> None:
    assert decode_table(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0") is None


def test_a_single_stray_nul_is_dropped() -> None:
    assert decode_table(b"Company\nAc\0me\n" + b"x" * 500) == "Company\nAcme\n" + "x" * 500
