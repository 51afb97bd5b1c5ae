"""How people stand, walk, sit and work: where the joints are, for someone one unit tall facing right."""

from dataclasses import dataclass, replace

from rotative.demo.pictures.canvas import Point


@dataclass(frozen=True)
class Pose:
    """Joints of a body, x forward and y up from the ground; `far` limbs lie behind the body."""

    hip: Point = (0.0, 0.5)
    neck: Point = (0.0, 0.82)
    head: Point = (0.012, 0.925)
    near_knee: Point = (0.025, 0.27)
    near_foot: Point = (0.035, 0.02)
    far_knee: Point = (-0.02, 0.27)
    far_foot: Point = (-0.04, 0.02)
    near_elbow: Point = (0.115, 0.65)
    near_hand: Point = (0.12, 0.49)
    far_elbow: Point = (-0.115, 0.65)
    far_hand: Point = (-0.11, 0.49)


STAND = Pose()
TALK = replace(STAND, near_elbow=(0.14, 0.64), near_hand=(0.25, 0.7), far_hand=(-0.06, 0.52))
POINT = replace(STAND, near_elbow=(0.19, 0.76), near_hand=(0.34, 0.83))
HIP = replace(STAND, far_elbow=(-0.2, 0.67), far_hand=(-0.08, 0.56))
WALK = replace(
    STAND,
    neck=(0.015, 0.815),
    head=(0.035, 0.92),
    near_knee=(0.09, 0.275),
    near_foot=(0.13, 0.02),
    far_knee=(-0.01, 0.26),
    far_foot=(-0.15, 0.05),
    near_elbow=(-0.07, 0.65),
    near_hand=(-0.03, 0.5),
    far_elbow=(0.11, 0.66),
    far_hand=(0.17, 0.54),
)
STRIDE = replace(
    WALK,
    near_knee=(0.03, 0.26),
    near_foot=(-0.11, 0.04),
    far_knee=(0.1, 0.28),
    far_foot=(0.12, 0.02),
    near_elbow=(0.12, 0.65),
    near_hand=(0.18, 0.54),
    far_elbow=(-0.08, 0.65),
    far_hand=(-0.05, 0.5),
)
CARRY = replace(WALK, neck=(0.0, 0.82), head=(0.01, 0.925), near_elbow=(0.2, 0.9), near_hand=(0.1, 1.03))
CHEER = replace(
    STAND, near_elbow=(0.16, 0.93), near_hand=(0.13, 1.1), far_elbow=(-0.16, 0.93), far_hand=(-0.14, 1.1)
)
WAVE = replace(STAND, near_elbow=(0.19, 0.88), near_hand=(0.2, 1.06))
SIT = replace(
    STAND,
    hip=(0.0, 0.27),
    neck=(0.03, 0.58),
    head=(0.05, 0.685),
    near_knee=(0.25, 0.29),
    near_foot=(0.24, 0.02),
    far_knee=(0.22, 0.28),
    far_foot=(0.17, 0.02),
    near_elbow=(0.1, 0.41),
    near_hand=(0.23, 0.36),
    far_elbow=(0.12, 0.43),
    far_hand=(0.26, 0.38),
)
SQUAT = replace(
    STAND,
    hip=(-0.06, 0.13),
    neck=(0.03, 0.43),
    head=(0.07, 0.53),
    near_knee=(0.19, 0.25),
    near_foot=(0.1, 0.02),
    far_knee=(0.16, 0.24),
    far_foot=(0.06, 0.02),
    near_elbow=(0.16, 0.28),
    near_hand=(0.29, 0.22),
    far_elbow=(0.18, 0.3),
    far_hand=(0.31, 0.25),
)
FLOOR = replace(
    STAND,
    hip=(0.0, 0.09),
    neck=(0.03, 0.4),
    head=(0.055, 0.505),
    near_knee=(0.24, 0.1),
    near_foot=(0.05, 0.04),
    far_knee=(0.22, 0.09),
    far_foot=(0.3, 0.04),
    near_elbow=(0.13, 0.23),
    near_hand=(0.27, 0.2),
    far_elbow=(0.15, 0.25),
    far_hand=(0.29, 0.23),
)
BEND = replace(
    STAND,
    hip=(-0.07, 0.5),
    neck=(0.2, 0.62),
    head=(0.3, 0.66),
    near_knee=(0.02, 0.27),
    near_foot=(-0.02, 0.02),
    far_knee=(-0.05, 0.26),
    far_foot=(-0.13, 0.02),
    near_elbow=(0.24, 0.43),
    near_hand=(0.29, 0.26),
    far_elbow=(0.25, 0.45),
    far_hand=(0.33, 0.3),
)
WORK = replace(
    STAND,
    neck=(0.05, 0.81),
    head=(0.085, 0.905),
    near_elbow=(0.12, 0.62),
    near_hand=(0.27, 0.6),
    far_elbow=(0.13, 0.64),
    far_hand=(0.3, 0.64),
)
HAMMER = replace(WORK, near_elbow=(0.16, 0.92), near_hand=(0.08, 1.06), far_hand=(0.31, 0.58))
POLE = replace(
    STAND,
    neck=(0.05, 0.81),
    head=(0.085, 0.905),
    near_knee=(0.05, 0.27),
    near_foot=(0.1, 0.02),
    far_foot=(-0.1, 0.02),
    near_elbow=(0.17, 0.7),
    near_hand=(0.2, 0.86),
    far_elbow=(0.14, 0.63),
    far_hand=(0.2, 0.58),
)
CAST = replace(
    POLE, near_elbow=(0.19, 0.83), near_hand=(0.33, 0.88), far_elbow=(0.17, 0.73), far_hand=(0.33, 0.74)
)
KICK = replace(
    STAND,
    hip=(0.0, 0.5),
    neck=(-0.05, 0.81),
    head=(-0.03, 0.915),
    near_knee=(0.17, 0.38),
    near_foot=(0.33, 0.22),
    far_knee=(-0.01, 0.26),
    far_foot=(-0.06, 0.02),
    near_elbow=(-0.17, 0.69),
    near_hand=(-0.27, 0.76),
    far_elbow=(0.12, 0.7),
    far_hand=(0.2, 0.76),
)
RUN = replace(
    STAND,
    neck=(0.07, 0.81),
    head=(0.115, 0.905),
    near_knee=(0.16, 0.33),
    near_foot=(0.1, 0.1),
    far_knee=(-0.06, 0.28),
    far_foot=(-0.24, 0.17),
    near_elbow=(-0.08, 0.67),
    near_hand=(0.01, 0.59),
    far_elbow=(0.2, 0.69),
    far_hand=(0.26, 0.8),
)
GRIP = replace(
    STAND,
    hip=(-0.13, 0.46),
    neck=(0.12, 0.68),
    head=(0.2, 0.74),
    near_knee=(0.06, 0.29),
    near_foot=(0.04, 0.02),
    far_knee=(-0.18, 0.25),
    far_foot=(-0.3, 0.02),
    near_elbow=(0.26, 0.58),
    near_hand=(0.4, 0.62),
    far_elbow=(0.24, 0.66),
    far_hand=(0.38, 0.7),
)
CYCLE = replace(
    STAND,
    hip=(-0.14, 0.57),
    neck=(0.1, 0.79),
    head=(0.18, 0.87),
    near_knee=(0.06, 0.42),
    near_foot=(0.02, 0.17),
    far_knee=(0.05, 0.35),
    far_foot=(-0.04, 0.09),
    near_elbow=(0.18, 0.63),
    near_hand=(0.3, 0.56),
    far_elbow=(0.2, 0.64),
    far_hand=(0.31, 0.57),
)
PLAY = replace(
    STAND, near_elbow=(0.12, 0.63), near_hand=(0.03, 0.56), far_elbow=(0.16, 0.67), far_hand=(0.27, 0.7)
)
SING = replace(
    STAND, near_elbow=(0.13, 0.7), near_hand=(0.09, 0.865), far_elbow=(-0.17, 0.78), far_hand=(-0.25, 0.93)
)
