"""Assessing an incident: the harm questions, two published grids, and a recommendation with its reasons."""

from cases.assessment.advice import CAVEAT, Assessment, Overruling, Recommendation, assess, overrule
from cases.assessment.enisa import Grade, Level
from cases.assessment.nhs import NhsGrade
from cases.assessment.questions import QUESTIONS, Answers, Harm, Question, question, read_answers

__all__ = [
    "CAVEAT",
    "QUESTIONS",
    "Answers",
    "Assessment",
    "Grade",
    "Harm",
    "Level",
    "NhsGrade",
    "Overruling",
    "Question",
    "Recommendation",
    "assess",
    "overrule",
    "question",
    "read_answers",
]
