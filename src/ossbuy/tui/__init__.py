"""The application on screen, over the same core as the command line.

How a screen is added (this is all there is to know):

1. Write ``screens/NAME.py`` with one class deriving from `ossbuy.tui.stage.StageScreen`, and
   ``screens/NAME.tcss`` beside it (``CSS_PATH = "NAME.tcss"``; theme tokens only).
   - ``stage = "name"``; ``BINDINGS`` (at most two shown in all, counting Enter: the frame
     shows four, and six are what 80 columns hold; the others take ``show=False``);
     ``HELP``, a few plain sentences for F1.
   - ``compose_body()`` yields the widgets; the frame around them comes from the base.
   - ``show()`` paints from ``self.project`` and ``self.evaluation`` (None while it is being
     computed: say so). It is called on entering and whenever either changed. Patch, don't rebuild.
   - ``focused_thing()`` names what the cursor is on, ``select(ident)`` puts the cursor there.
   - ``walk_forward()`` and ``walk_backward()`` return ``(stage, id)`` or None for ``g`` and ``b``;
     ``why()`` returns the reference ``w`` explains, such as ``("pain", id)``, or None.
   - ``back()`` handles Esc inside the screen and returns True when there was something to leave.
2. Append ``Stage(...)`` to ``STAGES`` in ``stages.py``: id, number key, title, ``"name:Class"``;
   and a function of that id to ``status.py``, unless it is no step to be done.

What happened goes one way. A key runs an action; the action calls ``self.app.do(command)``, where
a command is a function from the project to an `Act` (``lambda p: set_stated(p, node, 12)``). The
workspace records it, the app's ``project`` changes, the screens repaint. A form passes
``self.app.attempt``-like callables that return the refusal as a sentence and keep what was typed.
A slider calls ``self.app.suppose(facts)``: a what-if that is never recorded until adopted.

Text that a person typed reaches a widget only through `ossbuy.tui.text` (brackets would be read
as markup, and some crash the application); toasts go through `ossbuy.tui.text.toast`.
This package imports Textual, so nothing in it is imported by the core.
"""
