"""A made-up summary report in the shape of the IGF's, in several scripts, as the text it is sent as."""

ARABIC = "ناقش الأعضاء خطة العمل، واتفقوا على عقد اجتماع آخر قبل الصيف."
CHINESE = "会议同意将草案提交给各成员，并请各位在三月底之前提出意见。"
RUSSIAN = "Участники поддержали предложения и просят уточнить сроки."

REPORT = f"""

Working Group on Orchards and Water

Online Meeting IV
4 March 2030 at 2 p.m. UTC

Summary Report

The fourth meeting of the group was held online. The list of participants is annexed.

The co-chairs opened the meeting by introducing the agenda:

Agenda

- A. Reporting on the paper [Proposals for orchards](https://orchard.example/p) and what follows;
- B. Activity plan for 2030;
- C. Update on wells/water from the Office;
- D. أخبار المجتمع;
- E. AOB.

A. Reporting on the paper "Proposals for orchards" and what follows.

Output Document:

[Proposals for orchards](https://orchard.example/p)

Summary of key points:

Amara told the group that the paper has been *updated*. The proposals stand in an annex.

Omar asked who decides; {RUSSIAN}

Next steps:

The group agreed to meet once more.

B. Activity plan for 2030.

Output Documents:

1. [Planned activities](https://orchard.example/plan)
2. Areas that come first

Summary of key points:

Nadia supports the plan, A. because it is short, B. because it is clear. These are **three** points:

- 1) the first is about trees;
- 2) the second is about pears;

{CHINESE}

Next steps:

- Send the plan to the members (owner: Omar Olive; due: 2030-03-18)
- Look for a date

C. Update on wells from the Office

Summary of key points:

Mr. Spring gave an overview.

A line that stands alone

D. أخبار المجتمع

Summary of key points:

{ARABIC}

Next steps:

{ARABIC}

Next meeting: the next call is planned for **March 18, 2 PM UTC**.

Annex 1:

List of participants

1. Amara Apple, Government of Orchards, past MAG Member
2. Omar Olive, Independent Expert

3. Nadia Nut , MAG Member, Nut Board
4. Lena Leaf ?
5. 王小明, 果园协会
6. ليلى بستان, MAG Member
"""

FOREIGN = """Groupe de travail sur les vergers

Réunion en ligne V
le 4 mars 2030 à 14 h UTC

Rapport de synthèse

Ordre du jour

1. Ouverture
2. Plan d’activités

1. Ouverture

Points clés :

Bienvenue à tous.

2. Plan d’activités

Documents :

Plan

Points clés :

Le plan est accepté.

Prochaines étapes :

Envoyer le plan (responsable : Omar Olive; échéance : 2030-03-18)

Prochaine réunion : le 18 mars.

Liste des participants

Présents

Omar Olive, Membre du MAG

Excusés

Nadia Nut
"""
