"""Attendee lists: bytes into text into rows into people; their order, their codes, what has been printed.

It stands apart because a list is somebody else's file: everything that can be wrong with one is met here.
"""

from ofprint.people.attendee import Attendee, AttendeeList, Column
from ofprint.people.reading import AttendeeStream, load_attendees, read_attendees

__all__ = ["Attendee", "AttendeeList", "AttendeeStream", "Column", "load_attendees", "read_attendees"]
