"""The six classes of a campaign's archive, and what a title says of its class; whatever is not clear is 其他."""

from __future__ import annotations

from enum import StrEnum


class ArchiveClass(StrEnum):
    """The classes in the order in which they stand in the boxes."""

    OPENING = "部署动员"
    STUDY = "理论学习"
    RESEARCH = "调查研究"
    RECTIFYING = "整改整治"
    CONCLUSION = "总结评估"
    OTHER = "其他"

    @property
    def number(self) -> int:
        """Its place, from 1."""
        return list(ArchiveClass).index(self) + 1

    @property
    def folder(self) -> str:
        """The folder that holds it."""
        return f"{self.number} {self.value}"


# Talks are held to find what must be put right (查摆问题, before the 民主生活会), deeds done for people (办实事) answer
# what was found: offices file both under 整改整治. They stand behind 学习, for 谈心得 is an activity of study.
_WORDS = (
    (ArchiveClass.RECTIFYING, ("整改", "整治", "负面清单", "督办", "销号", "问题清单", "废改立", "检视", "查摆")),
    (ArchiveClass.RESEARCH, ("调研", "课题", "征求意见", "建议清单", "提建议", "座谈", "走访")),
    (ArchiveClass.STUDY, ("学习", "党课", "研讨", "读书", "心得", "体会", "宣讲", "培训", "签到")),
    (ArchiveClass.CONCLUSION, ("总结", "评估", "评议", "月报", "通报", "评比", "考核", "成效")),
    (ArchiveClass.RECTIFYING, ("谈话", "谈心", "生活会", "办实事", "民生实事", "急难愁盼")),
    (ArchiveClass.OPENING, ("方案", "动员", "部署", "启动", "任务清单", "责任分解")),
)


def proposed_class(*texts: str) -> tuple[ArchiveClass, str]:
    """The class that the first telling text points to, and why in words; 其他 where none does."""
    for said in texts:
        for klass, words in _WORDS:
            found = next((word for word in words if word in said), "")
            if found:
                return klass, f"名称里有“{found}”"
    return ArchiveClass.OTHER, "从名称看不出类别"


def class_of(said: str) -> ArchiveClass | None:
    """The class of a name or number as a person writes it; None for none of the six."""
    wanted = said.strip()
    for one in ArchiveClass:
        if wanted in (one.value, str(one.number), one.folder):
            return one
    return None
