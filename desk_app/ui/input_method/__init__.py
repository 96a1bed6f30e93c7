"""Chinese input on UOS and Kylin: a bridge to fcitx, for which the Qt we ship has no plugin of its own."""
