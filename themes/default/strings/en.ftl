# Every sentence that the theme says by itself. To change one, copy its line into
# themes/<theme>/strings/en.ftl of the site. Counts are { NUMBER($n) }, years are { $year }.

## Names of pages
home = Home
movements = Emulation movements
movements-about = Emulation movements launched by the unions of the province, with their plans, news and awards.
tags = Topics
tags-about = Articles by topic.
tag = Topic
archive = Archive
archive-about = All articles, by the year in which they appeared.
archive-year = Articles of { $year }
rolls = Honor rolls
rolls-about = The people, teams and families who were honored, by the year of their merit.
roll-year = Honor roll { $year }
roll-about = Honor roll { $year }: { $awards ->
    [one] { NUMBER($awards) } award
   *[other] { NUMBER($awards) } awards
} by { $decisions ->
    [one] { NUMBER($decisions) } decision
   *[other] { NUMBER($decisions) } decisions
}.
not-found = This page cannot be found
not-found-about = Its address may have changed, or it may have been taken down. You can go on from here.
not-found-tell = If a link on this site led you here, please tell us at
moved = This page has moved
moved-about = If your browser does not take you there, please open
title-page = { $title } – page { $number }
og-locale = en_US

## Around every page
skip = Skip to content
menu = Menu
menu-label = Main menu
crumbs-label = You are here
sections = Sections
look-up = Look up
feed = Atom feed
phone = Telephone:
email = E-mail:
take-down = If something about you is wrong here, or you do not wish to be named, please write to us.
made-with = Made with bangvang

## Lists
page-number = Page { $number }
pager-label = Pages of this list
previous = Previous
next = Next
list-empty = There are no articles yet.
section-empty = There are no articles in this section yet.
tags-empty = There are no topics yet.
home-empty = There are no articles yet. The first one will appear here.
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
months = The months of the year
year = Year
from = From
until = Until

## Counts
count-articles = { $n ->
    [one] { NUMBER($n) } article
   *[other] { NUMBER($n) } articles
}
count-awards = { $n ->
    [one] { NUMBER($n) } award
   *[other] { NUMBER($n) } awards
}
# Words that stand after a large number.
label-awards = { $n ->
    [one] award
   *[other] awards
}
label-decisions = { $n ->
    [one] decision
   *[other] decisions
}
label-individuals = { $n ->
    [one] person
   *[other] people
}
label-collectives = { $n ->
    [one] collective
   *[other] collectives
}
label-households = { $n ->
    [one] household
   *[other] households
}

## Articles
source = Source: { $name }
updated = Updated
contents = In this article
of-movements = { $n ->
    [one] Part of the movement
   *[other] Part of the movements
}
related = Related
newer = Newer
older = Older
neighbours-label = Other articles in { $section }
hidden-draft = Draft
hidden-future = Not yet due
hidden-expired = Expired
hidden-about = Shown only in a preview; readers do not see this page.

## Movements
movement = Emulation movement
movements-running = Movements that run now
movements-empty = No movement has been published yet.
movement-facts = About the movement
time = Time
launched-by = Launched by
audience = Addressed to
occasion = On the occasion of
document = Plan
document-file = Read the document
part-of = Part of
children = Movements within it
phases = Phases
movement-honors = Awards from this movement
movement-honors-about = { $n ->
    [one] { NUMBER($n) } award has come from this movement so far.
   *[other] { NUMBER($n) } awards have come from this movement so far.
}
movement-news = News of the movement
movement-news-empty = There are no articles about this movement yet.

## Honor rolls
see-roll = See the honor roll { $year }
all-rolls = Other years
rolls-label = Honor rolls of other years
rolls-empty = There are no honor rolls yet. There will be one as soon as the first decision is entered.
roll-empty = There is nobody on this roll yet.
roll-newer = Next year
roll-older = Previous year
kinds = { $n ->
    [one] { NUMBER($n) } kind of award
   *[other] { NUMBER($n) } kinds of awards
}
issuer-president = The President
issuer-government = The Government
issuer-prime-minister = The Prime Minister
issuer-confederation = Vietnam General Confederation of Labour
issuer-ministry = Ministries and central bodies
issuer-province = Provincial People's Committee
issuer-federation = Provincial Federation of Labour
issuer-upper = Union above the grassroots
issuer-unit = Head of the unit, or its union
issuer-commune = Commune People's Committee
class-nhat = first class
class-nhi = second class
class-ba = third class
hidden-name = Not named, by request
posthumous = posthumously
shared-with = With { $names }
decision = Decision { $number }
decision-of = Decision { $number } of
decision-day = Decision of
row = no. { $no }
revoked = This award was annulled
revoked-by = Annulled by Decision { $by }
corrected = Corrected
corrected-by = Corrected by Decision { $by }
read-article = Article: { $title }
of-movement = Movement: { $title }

## Not found
way-honors = Awards and movements
way-news = News by section
way-more = Other ways
