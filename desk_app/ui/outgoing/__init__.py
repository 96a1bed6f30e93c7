"""What goes out to units and to the superior office: 退回修改单 and 报送包."""
