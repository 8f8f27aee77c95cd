"""The sheet Schedule: when each leg falls due, what its payments say, and when its capacity is built."""

from __future__ import annotations

from model.expression.line import Line
from model.lines import amounts, calendar, deployment, legs, payment_schedules, payments, schedule, supplier_payments
from model.lines.calendar import Parts
from model.lines.inputs import Deals, Payments
from model.lines.rows import CALENDAR, CLASSES, LEGS, PAYMENTS
from model.workbook.blocks import Block, Sheet, show

LEG = (show(Deals.payer), show(Deals.payee), show(amounts.legs_class), show(Deals.kind))


def beside(parts: Parts) -> tuple[Line, ...]:
    """The columns beside the years."""
    return parts.earlier, parts.later, parts.fallen_due


SCHEDULE = Sheet(
    "Schedule",
    "When does each leg fall due, and when is its capacity built?",
    (
        Block(
            "Timeline",
            None,
            (calendar.first, calendar.last, calendar.today, payments.term_months, payments.term_days),
        ),
        Block(
            "Due, by leg",
            LEGS,
            (
                schedule.schedule_total,
                *LEG,
                *beside(schedule.due),
                schedule.remaining,
                schedule.dated,
                schedule.not_dated,
                schedule.schedule_gap,
                *supplier_payments.LEGS_OWED,
            ),
            schedule.due.year,
            note="Payments as stated; the rest in a straight line over the days that no payment covers.",
            name="due",
        ),
        Block(
            "Due, timing stated, by leg",
            LEGS,
            (show(schedule.dated), *LEG, *beside(schedule.due_stated)),
            schedule.due_stated.year,
            name="due_stated",
        ),
        Block(
            "Due, timing assumed, by leg",
            LEGS,
            (schedule.assumed, *LEG, *beside(schedule.due_assumed), schedule.assumed_scale),
            schedule.due_assumed.year,
            note="No source states the start, the end or both. With assume_timing 0 these amounts are not dated.",
            name="due_assumed",
        ),
        Block(
            "Due, by class",
            CLASSES,
            (legs.class_counted, legs.class_legs, legs.legs_known),
            schedule.class_due,
            note="Investments and acquisitions are one payment; a leg without dates runs for default_term_years.",
            name="classes",
        ),
        Block(
            "Gigawatts deployed by year-end, by leg",
            LEGS,
            (show(Deals.gigawatts), show(Deals.deal)),
            deployment.deployed,
            name="deployed",
        ),
        Block(
            "Bought by year-end, by leg",
            LEGS,
            (show(schedule.dated), show(Deals.deal), show(Deals.payer), show(Deals.payee), show(amounts.legs_class)),
            schedule.due_to_date,
            name="bought",
        ),
        Block(
            "Working: how much of each leg stated payments cover, and what is left",
            LEGS,
            (
                payment_schedules.has_payments,
                payment_schedules.replaced_by_one,
                *payment_schedules.payments_to,
                payments.legs_payments,
                payments.payments_dated,
                payments.payments_undatable,
                schedule.payments_of_amount,
                schedule.payments_of_signed,
                schedule.payments_part,
                schedule.payments_counted,
                schedule.payment_scale,
                schedule.rest,
                payments.legs_covered,
                schedule.free,
                schedule.rest_pace,
                schedule.undatable,
                schedule.timing_is_stated,
            ),
        ),
        Block(
            "Working: days of each leg that no payment covers",
            LEGS,
            (show(schedule.free), *beside(schedule.free_in_part)),
            schedule.free_in_part.year,
        ),
        Block(
            "Working: the rest of each leg",
            LEGS,
            (show(schedule.rest), *beside(schedule.spread)),
            schedule.spread.year,
        ),
        Block(
            "Payments",
            PAYMENTS,
            (
                payment_schedules.leg,
                Payments.low_bn,
                Payments.base_bn,
                Payments.high_bn,
                Payments.start,
                Payments.end,
                payment_schedules.source.first_source,
                payment_schedules.source.source_date,
                payment_schedules.position,
                payment_schedules.schedule_row,
                payment_schedules.rank,
                payment_schedules.is_current,
                payment_schedules.of_leg,
                payments.amount,
                payments.payment_rate,
                payments.usd,
                payments.leg_end,
                payments.end_is_stated,
                payments.until,
                payments.leg_known,
                payments.end_used,
                payments.first_day,
                payments.span.start,
                payments.span.end,
                payments.length,
                payments.pace,
                payments.undatable,
                payments.order,
                payments.leg_from,
                payments.leg_to,
                *payments.covers.lines,
                Payments.sources,
                Payments.locator,
            ),
        ),
        Block(
            "Payments by year",
            PAYMENTS,
            (show(payments.usd), show(payment_schedules.of_leg), show(payments.end_is_stated), *beside(payments.due)),
            payments.due.year,
            name="paid",
        ),
        Block(
            "Days that payments cover, by year",
            PAYMENTS,
            (show(payments.covers.length), show(payment_schedules.of_leg), *beside(payments.covers.years)),
            payments.covers.years.year,
            name="cover",
        ),
        Block("Working: years", CALENDAR, (), calendar.year),
        Block("Working: years from each to the last", CALENDAR, (), calendar.years_left),
    ),
)
