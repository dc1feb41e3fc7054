"""Notes in the shapes that people keep them in. People and companies in them are invented."""

EXPERIENCE = """# 💼 Interview Experience – Acme Backend Engineer

**Type:** Off-Campus
**Role:** Backend Engineer (Payments)
**Total Rounds:** 2 (Online Assessment + Technical)

---

## 🧮 Round 1 – Online Assessment

**Duration:** 90 minutes

Two problems on graphs. I ran out of time on the second one.

✅ **Outcome:** Cleared Round 1

---

## ⚙️ Round 2 – Technical Interview

The interviewer asked two coding questions.

### 🧩 Coding Questions

**1️⃣ Merge the shift plans**
I was able to solve it with a heap. The interviewer gave me a hint about ties.

**2️⃣ Parse the log**
I forgot the empty line at the end.

📘 You can practice similar problems here:
- [Interval problems](https://example.org/intervals)

❌ **Outcome:** Rejected after the Technical Interview

---

## 💡 Advice for Others

- Always dry run your code.

## 🏁 Result
❌ **Rejected**
"""

MONTHS = """# Interview History

## March 2022
1. Count the coins
2. Walk the maze

## April 2022
### Phone Screen Interview
**Interviewer:** Priya Raman
#### Questions:
1. Balance the brackets

## October 2023
### Virtual Onsite

**Coding Round 1**
**Interviewer:** Dan Okafor
#### Questions:
1. Flip the tree

**Behavioral Round**
**Interviewer:** Priya Raman
"""

BLOG = """---
layout: post
title: Acme and Globex Interview Experience
date: '2015-02-24 02:01:00'
---

#### First Globex Interview  01/12

I applied for a QA Engineer role. A recruiter scheduled a phone interview.

**Phone interview :**

* He asked me about my projects
* Check whether a number is prime

They moved forward with me to the next round.
After a month I got a reply: they filled this position with another person.

####Interview with Acme 11/14

**Recruiter call :**<br>
She explained the company to me.

#####On-site Interview :

It was a long day.

**First Round : 1 hr**

* Difference between a stack and a heap - I couldn't explain the second one

**Lunch :** One of the developers took me to lunch.

**Last Round : 1 hr**

* Design a search box

**End Result :** Did not get the offer.
"""

ORG = """#+title: Interviews
#+description: A log of interviews I have done

* Ongoing
** Globex
Status: Applied
- Applied on Sunday, November 10th

* Archived
** [[https://acme.example/][Acme Health]]
Status: Ghosted
- I am not expecting to hear back at this point.

*** First call with recruiter
August 22 8:00 AM
Priya Raman

Tech stack:
- Python
- Postgres

Rest of the interview process:
- First tech interview
- May go straight to on site
"""

RUBY = """##INTERVIEW RETROSPECTIVE

#Priya conducted a mock technical interview with me on 10/26/23, just as she would for her company Globex.

# Priya gave me full marks for most of the interview
# She commended me on:
# -asking clarifying questions
# -keeping my cool when I made mistakes

# She did suggest I use 3 edge cases when testing my methods
"""

FENCED = """
---

### 📁 `progress.md`

```markdown
# 🧠 Technical Interview Progress Tracker

## 📅 Summary Table

| Date       | Company | Round Type    | Status      | Score/Feedback | Notes              |
|------------|---------|---------------|-------------|----------------|--------------------|
| 2025-06-25 | Acme    | DSA (Online)  | ✅ Passed   | 8/10           | Good, optimize next |
| 2025-07-01 | Globex  | System Design | ⏳ Pending  | N/A            | Waiting |

## 🗂️ Detailed Logs

### 🔹 Interview: Acme – Data Structures

- **Date:** 2025-06-25
- **Round Type:** Online Assessment
- **Status:** ✅ Passed
- **Questions:**
  - Q1: Find the duplicate – *Solved with a set*
- **Feedback:**
  Good logic, lacked speed.
- **Improvement Notes:**
  - Practice timed questions.
```

Shall I save this?
"""

COMPANIES = """# Job search log

## Acme
* 2021-02-01 - applied
* 2021-03-04 - phone screen with Priya Raman, asked about caching
* 2021-03-20 - rejected

## Globex
* 2021-02-02 - applied
"""

RATED = """1st round (Hire)
    - nearly optimal solution
    - explained the thinking well

2nd round (Weak Hire)
    - quick to understand the problem
    - couldn't cover all of the edge cases

3rd round is (No Hire)
    - needed a lot of help
"""

RUBRIC = """# Feedback on my mock

### Problem Text
Walk the tree in columns.

### Understanding
**4** — The candidate quickly understood the problem.

### Implementation
**3** — The candidate missed the empty tree.

Communication: 3/4 - talked while typing
"""

SINGLE = """---
company: Globex
date: 2024-05-02
round: phone screen
---

## Questions
- Rate limiter?

## What went well
- stated the constraints

## Personal scrutiny
- mumbled

## Feedback
> I'd have liked tests.

## Next steps
- [ ] write to Dan

## Lessons
- breathe first
"""

HEADED = """# My interviews

## Acme - Phone Screen (2021-03-04)

Asked me to design a queue. I struggled with the locks.

Result: Passed

## a big bank - Onsite (2021-04-01) - Rejected

I was asked about ledgers.
"""

CHINESE = """# 面经

## 环球公司 一面 2021年3月4日

1. 介绍项目
2. 反转链表

结果：通过
"""

PREPARATION = """---
tags:
  - job_search
---
### Why do you want to work here?
- I have always been interested in problem solving
- I went through their pages and I liked the work

### Questions for them
- How is mentorship provided?
- What does the first month look like?
"""

OPINION = """---
layout: post
title: Failing interviews? Here is what you should do
date: 2020-06-01
---

You send application after application. You get a lot of rejections. You know the questions and your answers.

I interviewed at a company last year and I was rejected. You should ask for feedback after your interview.

## Round 1: your résumé

You will be asked about your résumé. Make sure you know it.

## Round 2: your code

You should talk while you type. You can practice with your friends.
"""

PROBLEM = """## Make Change

Given a value under 100, return the fewest coins.

### Function Signature

```js
makeChange(input) -> [Number]
```

### Constraints

None
"""

FORM = """# Interview Notes Template

**Company:** [Company Name]
**Role:** [Role Title]
**Date:** [YYYY-MM-DD]
**Result:** Passed | Rejected

## Round 1: [Round name]

### Questions Asked
- [Question 1]
"""

TEMPLATE = """Date / Company / Round: Jun 1, 2026 / Acme / mock system design

What went well:
- stated the constraints

What felt shaky:
- mumbled

Question summaries:
1. Rate limiter / token bucket / O(1)

Hints given? How did I respond?
- think of bursts

Follow-up actions:
- Fill knowledge gap on sharding

Emotional check-in (stress level, mindset):
stress: 3

Next steps (thank-you email, recruiter follow-up):
- write to Priya
lesson: draw first
"""
